"""Everything about a case on one screen."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.deadlines import Deadline, TransferTo
from desk.auditing import words as audit_words
from desk.models import AuditEntry, Official

from .access import is_in_charge, visible_cases
from .actions.transferring import legal_moment
from .clocks import deadline_of
from .deeds import DEEDS, LOOK, Deed
from .forms import CaseForm, DraftForm
from .models import IN_HAND, ArrivedFile, Case
from .points import point_of
from .same import alike, by_same_person, identical
from .words import POSTS, subject_of

_DAY = datetime.timedelta(days=1)
_MOST_DAYS = 70  # that the clock draws
_MOST_EVENTS = 60


@dataclass(frozen=True)
class Day:
    """One day of the clock."""

    on: datetime.date
    kind: str  # counted, off, stopped, due or over
    words: str
    is_today: bool


@dataclass(frozen=True)
class Offer:
    """A deed that this reader can do now, with its form."""

    deed: Deed
    form: CaseForm

    @property
    def is_plain(self) -> bool:
        """Whether a button is all it needs."""
        return not self.form.fields


def offers(user: Official, case: Case, deadline: Deadline, failed: CaseForm | None, slug: str) -> list[Offer]:
    """What can be done; the form that was refused comes with its errors."""
    found = []
    for deed in DEEDS:
        if deed.slug != "draft" and deed.is_offered(user, case):
            form = failed if failed is not None and deed.slug == slug else blank_form(deed, case, user, deadline)
            found.append(Offer(deed, form))
    return found


def blank_form(deed: Deed, case: Case, user: Official, deadline: Deadline, data: Any = None) -> CaseForm:
    """A form of the deed, with ids of its own: several stand on one page."""
    options = {"in_hours": deadline.period.in_hours} if deed.slug == "extend" else {}
    return deed.form(data, case=case, user=user, auto_id=f"{deed.slug}-%s", **options)


def draft_form(case: Case, user: Official) -> DraftForm:
    """The answer as far as it is written."""
    draft = case.answers.unsent().first()
    initial = (
        {name: getattr(draft, name) for name in ("text", "is_refusal", "reason", "remedy")} if draft is not None else {}
    )
    return DraftForm(initial=initial, case=case, user=user, auto_id="draft-%s")


def context_of(
    case: Case, user: Official, *, now: datetime.datetime, failed: CaseForm | None = None, slug: str = ""
) -> dict[str, Any]:
    """What the page shows to this reader."""
    deadline = deadline_of(case)
    drafting = next(deed for deed in DEEDS if deed.slug == "draft")
    offered = offers(user, case, deadline, failed, slug)
    return {
        "case": case,
        "may_publish": is_in_charge(user, case),
        "post": POSTS[case.post],
        "point": point_of(case),
        "is_late": case.is_late(now),
        "explanation": deadline.explanation,
        "days": days_of(case, deadline, now),
        "extensions": case.extensions.select_related("made_by"),
        "stops": case.stops.all(),
        "transfers": case.transfers.select_related("from_department", "department"),
        "transfer_until": _transfer_until(case, now),
        "exchanges": case.exchanges.select_related("by", "arrival").prefetch_related(
            Prefetch("arrival__files", ArrivedFile.objects.for_pages())
        ),
        "files": case.arrival.files.for_pages() if case.arrival else (),
        "decisions": case.decisions.latest_first(),
        "answers": case.answers.sent().select_related("written_by", "approved_by"),
        "draft": case.answers.unsent().select_related("written_by").first(),
        "draft_form": _draft(case, user, drafting, failed, slug),
        "notes": case.notes.select_related("by"),
        "events": events_of(case),
        "messages_sent": case.messages.order_by("-created_at"),
        "identical": _others(user, case, identical(case).exclude(pk=case.pk)),
        "alike": _others(user, case, alike(case)),
        "same_person": _others(user, case, by_same_person(case)),
        "merged": case.merged.all(),
        "buttons": [offer for offer in offered if offer.is_plain],
        "offers": [offer for offer in offered if not offer.is_plain],
        "open_offer": slug,
        "look": _look(case, user, deadline, failed if slug == LOOK.slug else None),
        "looks": case.looks.select_related("by")[:5],
    }


def _draft(case: Case, user: Official, drafting: Deed, failed: CaseForm | None, slug: str) -> CaseForm | None:
    if not drafting.is_offered(user, case):
        return None
    return failed if failed is not None and slug == "draft" else draft_form(case, user)


def _look(case: Case, user: Official, deadline: Deadline, failed: CaseForm | None) -> CaseForm | None:
    return (failed or blank_form(LOOK, case, user, deadline)) if LOOK.is_offered(user, case) else None


def _transfer_until(case: Case, now: datetime.datetime) -> datetime.datetime | None:
    """While there is still time for it."""
    until = legal_moment(case, TransferTo.WITHIN) if case.state in IN_HAND else None
    return until if until is not None and until > now else None


def _others(user: Official, case: Case, found: Any) -> Sequence[Case]:
    """Those that this reader may open; others' numbers would tell him of what is not his."""
    keys = [each.pk for each in found]
    visible = {each.pk: each for each in visible_cases(user).filter(pk__in=keys)}
    return [visible[key] for key in keys if key in visible]


def events_of(case: Case) -> list[tuple[AuditEntry, str, str]]:
    """What was done, the newest first, in words."""
    entries = AuditEntry.objects.filter(subject=subject_of(case.number)).select_related("by")[:_MOST_EVENTS]
    return [(entry, audit_words.deed(entry.action), audit_words.details(entry.details)) for entry in entries]


def days_of(case: Case, deadline: Deadline, now: datetime.datetime) -> list[Day]:
    """The clock, day by day, from receipt to the day it is due, or to today where that is over."""
    calendar = deadline.calendar
    first, due = calendar.local(deadline.received_at).date(), deadline.due_at.date()
    today = timezone.localdate(now)
    last = max(due, today) if case.is_open else due
    stopped = [pause.days(calendar) for pause in deadline.pauses]
    if deadline.is_paused:
        stopped.append((calendar.local(case.stopped_at or now).date(), today))
    found: list[Day] = []
    day = first
    while day <= last and len(found) < _MOST_DAYS:
        found.append(_day(day, deadline, stopped, due, today))
        day += _DAY
    return found


def _day(
    day: datetime.date,
    deadline: Deadline,
    stopped: Sequence[tuple[datetime.date, datetime.date]],
    due: datetime.date,
    today: datetime.date,
) -> Day:
    if any(begins <= day <= ends for begins, ends in stopped):
        kind, words = "stopped", _("not counted: the clock stands still")
    elif day > due:
        kind, words = "over", _("overdue")
    elif not deadline.calendar.is_working(day):
        kind, words = "off", deadline.calendar.holiday_name(day) or _("weekend")
    elif day == due:
        kind, words = "due", _("due day")
    elif day < deadline.counted_from.date():
        kind, words = "off", _("the office was closed")
    else:
        kind, words = "counted", _("counted day")
    return Day(day, kind, words, day == today)
