"""Finding in the audit: by person, deed, site and day, the newest first."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.utils import timezone

from desk.models import DRAFT_MODELS, AuditEntry, ManagedSite, Official, Viewing

from .words import GROUPS, LOOKING

# A name may fit many sites; their items are all looked for.
MOST_SITES = 5


@dataclass(frozen=True)
class Question:
    """What an auditor asks; empty parts ask nothing."""

    person: str = ""
    deed: str = ""  # a group of words.GROUPS, or LOOKING
    site: str = ""
    first_on: datetime.date | None = None
    last_on: datetime.date | None = None

    @property
    def is_about_looking(self) -> bool:
        return self.deed == LOOKING

    def as_details(self) -> dict[str, str]:
        """For the audit's own entry about an export."""
        return {name: str(value) for name, value in vars(self).items() if value}


def found_deeds(question: Question) -> QuerySet[AuditEntry]:
    entries = AuditEntry.objects.select_related("by").order_by("-id")
    if question.person:
        people = _people(question.person)
        theirs = [f"official:{name}" for name in people.values_list("username", flat=True)[:100]]
        entries = entries.filter(Q(by__in=people) | Q(subject__in=theirs))
    if question.deed in GROUPS:
        _words, beginnings = GROUPS[question.deed]
        entries = entries.filter(_begins(beginnings))
        if question.deed == "entering":  # a decision is about a draft, too
            entries = entries.exclude(_begins(("draft.release", "draft.return", "draft.confirm")))
    return _on_days(_about(entries, question), question, "occurred_at")


def found_looks(question: Question) -> QuerySet[Viewing]:
    looks = Viewing.objects.select_related("official").order_by("-id")
    if question.person:
        looks = looks.filter(official__in=_people(question.person))
    return _on_days(_about(looks, question), question, "seen_at")


def _people(text: str) -> QuerySet[Official]:
    return Official.objects.filter(Q(username__iexact=text) | Q(full_name__icontains=text))


def _begins(beginnings: tuple[str, ...]) -> Q:
    wanted = Q()
    for beginning in beginnings:
        wanted |= Q(action__startswith=beginning)
    return wanted


def _about(rows: QuerySet[Any], question: Question) -> QuerySet[Any]:
    """Of the site itself and of every item of it. By the index over the second part of the subject."""
    if not question.site:
        return rows
    about = Func(F("subject"), Value(":"), Value(2), function="split_part", output_field=TextField())
    return rows.annotate(about=about).filter(about__in=_keys_of(question.site))


def _keys_of(text: str) -> list[str]:
    sites = ManagedSite.objects.filter(code=text)
    if not sites:
        sites = ManagedSite.objects.filter(Q(name__icontains=text) | Q(code__istartswith=text)).order_by("code")
    chosen = list(sites[:MOST_SITES])
    keys = [site.code for site in chosen]
    for model in DRAFT_MODELS.values():
        items = model._default_manager.filter(managed_site__in=chosen).order_by().values_list("item", flat=True)
        keys += map(str, items.distinct())
    return keys


def _on_days(rows: QuerySet[Any], question: Question, column: str) -> QuerySet[Any]:
    if question.first_on:
        rows = rows.filter(**{f"{column}__gte": _midnight(question.first_on)})
    if question.last_on:
        rows = rows.filter(**{f"{column}__lt": _midnight(question.last_on + datetime.timedelta(days=1))})
    return rows


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
