"""Sends the desk's letters: each at most once a day and person, whoever sends and however often it is tried."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from desk.letters.matters import confirm_matter, confirmers, matters_of_day, unconfirmed
from desk.letters.people import People
from desk.letters.writing import Written, confirmation_letter, daily_letter
from desk.models import Letter, Official

from .audit import record

_SATURDAY = 5


@dataclass
class Post:
    """What a round of letters came to."""

    sent: int = 0
    failed: int = 0  # tried again in the next round
    unheard: int = 0  # matters that reach nobody


def send_daily_letters(*, now: datetime.datetime) -> Post:
    """To each official what he or she has to do, unless today's letter went out already. None at weekends."""
    today, post = timezone.localdate(now), Post()
    if today.weekday() >= _SATURDAY:
        return post
    with override(settings.LANGUAGE_CODE):
        found = matters_of_day(now=now)
        post.unheard = found.unheard
        written = set(Letter.objects.filter(about=Letter.DAILY, written_on=today).values_list("official_id", flat=True))
        waiting = [found.officials[key] for key in found.of.keys() - written]
        for official in waiting:
            _send(post, official, Letter.DAILY, now, lambda to: daily_letter(to, found.of[to.pk]))
    return post


def send_confirmation_letters(*, now: datetime.datetime) -> Post:
    """To every second approver, at any hour, that something was taken down; once for each act."""
    today, post = timezone.localdate(now), Post()
    with override(settings.LANGUAGE_CODE):
        acts = list(unconfirmed())
        if not acts:
            return post
        people, told = People(today), set(Letter.objects.exclude(about=Letter.DAILY).values_list("about", "official"))
        for taking_down, site in acts:
            about = f"{taking_down._meta.model_name}:{taking_down.pk}"
            others = confirmers(people, taking_down, site)
            post.unheard += not others
            matter = confirm_matter(taking_down, site)
            for official in _untold(others, about, told):
                _send(post, official, about, now, partial(confirmation_letter, matter=matter))
    return post


def _untold(officials: Iterable[Official], about: str, told: set[tuple[str, int]]) -> list[Official]:
    return [official for official in officials if (about, official.pk) not in told]


def _send(
    post: Post, official: Official, about: str, now: datetime.datetime, write: Callable[[Official], Written]
) -> None:
    """Note and send in one transaction: what could not be sent is not noted. A crash between may send it twice."""
    written = write(official)
    try:
        with transaction.atomic():
            letter, is_new = Letter.objects.get_or_create(
                official=official,
                about=about,
                written_on=timezone.localdate(now),
                defaults={"sent_at": now, "lines": written.lines},
            )
            if not is_new:
                return
            record(
                by=None,
                action="letter.send",
                subject=f"official:{official.username}",
                details={"about": letter.about, "lines": letter.lines},
            )
            EmailMessage(written.subject, written.text, to=[official.email]).send()
    except OSError:  # what smtplib raises, a refused recipient included
        post.failed += 1
    else:
        post.sent += 1
