"""Erases what was kept long enough. The case itself stays, without a word of the citizen's, for the figures."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Greatest

from casework.models import Arrival, Case, CaseState, ContactBox, TextSignature
from casework.retention import terms
from casework.sealing import erase_letters

from .base import lock, note

_ENDED = (CaseState.ANSWERED, CaseState.CLOSED)


@dataclass
class Erased:
    """What a round erased."""

    contacts: int = 0
    cases: int = 0
    letters: int = 0
    files: int = 0


def erase_expired(*, now: datetime.datetime) -> Erased:
    """Each case in a transaction of its own, so that a round that was cut off has still done something."""
    erased = Erased()
    for case in _ended(terms()["contacts"].ends_before(now)).filter(contact_box__isnull=False):
        _erase_contact(case, erased)
    for case in _ended(terms()["contents"].ends_before(now)).filter(erased_at=None):
        _erase_content(case, now, erased)
    return erased


def _ended(before: datetime.datetime) -> QuerySet[Case]:
    """What ended before that, by its last answer or its close; what is open again is not among them."""
    last = Greatest("answered_at", Coalesce("closed_at", "answered_at"))
    return Case.objects.filter(state__in=_ENDED).annotate(ended=Coalesce(last, "closed_at")).filter(ended__lt=before)


@transaction.atomic
def _erase_contact(case: Case, erased: Erased) -> None:
    case = lock(case)
    number, _by_model = ContactBox.objects.filter(case=case).delete()
    case.person_index = ""
    case.save(update_fields=["person_index"])
    erased.contacts += number
    note(case, "case.erase", by=None, details={"what": "contact"})


@transaction.atomic
def _erase_content(case: Case, now: datetime.datetime, erased: Erased) -> None:
    case = lock(case)
    letters, files = erase_letters(case=case), 0
    for arrival in _arrivals(case):
        files += arrival.files.count()
        arrival.delete()
    for rows in (case.answers, case.exchanges, case.notes):
        rows.all().delete()
    TextSignature.objects.filter(case=case).delete()
    case.title = case.text = case.place_words = case.rating_words = case.text_digest = ""
    case.latitude = case.longitude = None
    case.locator = case.receipt_key = case.receipt_number = ""
    case.screening, case.erased_at, case.arrival = [], now, None
    case.save()
    erased.cases, erased.letters, erased.files = erased.cases + 1, erased.letters + letters, erased.files + files
    note(case, "case.erase", by=None, details={"what": "content", "letters": letters, "files": files})


def _arrivals(case: Case) -> Iterator[Arrival]:
    if case.arrival is not None:
        yield case.arrival
    for said in case.exchanges.exclude(arrival=None).select_related("arrival"):
        if said.arrival is not None:
            yield said.arrival
