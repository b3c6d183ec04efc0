"""What a citizen sends with the receipt: an addition, a rating, the wish that it be looked at once more."""

import datetime
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from casework.clocks import CLOCK_FIELDS, set_clock
from casework.models import Arrival, Case, CaseState, Ending, Exchange, ExchangeKind
from casework.notices import alert, tell_citizen
from complaints.petitions import Addition, Rating, Reopening

from .asking_back import resume
from .base import lock, note


class NoCase(Exception):
    """No case has this receipt: it was erased, or the message was made up."""


@transaction.atomic
def take_addition(*, addition: Addition, received_at: datetime.datetime, arrival: Arrival | None) -> Exchange:
    """The answer to a question back starts the clock again; anything else is kept beside the question."""
    case = _case_at(addition.locator)
    said = _keep(case, ExchangeKind.ADDITION, addition, received_at, arrival)
    note(case, "case.add", by=None)
    if case.state == CaseState.ASKED_BACK:
        case = resume(case=case, by=None, now=received_at)
    subject = gettext_noop("%(case)s: the citizen has added something")
    alert(case, f"addition:{said.pk}", subject=subject, now=received_at, heads=False)
    return said


@transaction.atomic
def rate(*, rating: Rating, received_at: datetime.datetime) -> Case:
    """How content the citizen is with the answer (Act 26); the last rating counts."""
    case = _case_at(rating.locator)
    if case.answered_at is None:
        return case  # nothing to rate yet: the page offers it only behind an answer
    case.rating, case.rating_words = min(5, max(1, rating.points)), rating.words[:1000]
    case.save(update_fields=["rating", "rating_words"])
    note(case, "case.rate", by=None, details={"points": case.rating})
    return case


@transaction.atomic
def reopen(*, reopening: Reopening, received_at: datetime.datetime, arrival: Arrival | None) -> Case:
    """Once, after an answer: the same department looks again, with its time anew. A second wish is kept and told."""
    case = _case_at(reopening.locator)
    said = _keep(case, ExchangeKind.REOPENING, reopening, received_at, arrival)
    may = case.state == CaseState.ANSWERED or case.ending == Ending.MERGED and case.answered_at is not None
    if case.reopened_at is not None or not may:
        note(case, "case.reopen-refused", by=None)
        with override(case.language):
            told = _("It was looked at once more already. For anything new, please write a new one.")
        if not case.is_open:
            tell_citizen(case, "closed", now=received_at, text=told)
        return case
    case.state = CaseState.HANDLING if case.officer_id else CaseState.NEW
    case.ending, case.closed_at, case.merged_into, case.reopened_at = "", None, None, received_at
    # Somebody else than who wrote the first answer reads the second.
    case.needs_approval = True
    deadline = set_clock(case)
    fields = ["state", "ending", "closed_at", "merged_into", "reopened_at", "needs_approval", *CLOCK_FIELDS]
    case.save(update_fields=fields)
    note(case, "case.reopen", by=None)
    tell_citizen(case, "progress", now=received_at, text=_reopened_words(case), deadline=deadline)
    alert(case, f"reopened:{said.pk}", subject=gettext_noop("%(case)s was reopened"), now=received_at)
    return case


def _case_at(locator: str) -> Case:
    """Of several on one receipt the newest that is open, else the newest. Raises NoCase."""
    found = list(Case.objects.filter(locator=locator).exclude(locator="").order_by("-pk"))
    if not found:
        raise NoCase
    return lock(next((each for each in found if each.is_open), found[0]))


def _keep(
    case: Case, kind: ExchangeKind, said: Addition | Reopening, at: datetime.datetime, arrival: Arrival | None
) -> Exchange:
    return Exchange.objects.create(
        case=case,
        kind=kind,
        text=said.text,
        screening=[asdict(finding) for finding in said.screening],
        arrival=arrival,
        said_at=at,
    )


def _reopened_words(case: Case) -> str:
    with override(case.language):
        return str(_("It is looked at once more."))
