"""A lost receipt: whoever is verified as the same person gets the letters again, sealed to a new one."""

import datetime

from django.db import transaction

from casework import sealing
from casework.contacts import person_indexes
from casework.models import Case
from casework.notices import notify_citizen
from complaints.petitions import Renewal

from .base import lock, note


@transaction.atomic
def renew_receipt(*, renewal: Renewal, received_at: datetime.datetime) -> Case | None:
    """The case with the number that was named, else this person's newest. None where this person has none.

    The earlier receipt's letters are taken away: whoever finds it reads nothing more.
    """
    found = Case.objects.by_same_person(person_indexes(renewal.writer)).filter(erased_at=None).order_by("-pk")
    wanted = "".join(filter(str.isdigit, renewal.old_number))
    named = [each for each in found if wanted and "".join(filter(str.isdigit, each.receipt_number)) == wanted]
    chosen = named[0] if named else found.first()
    if chosen is None:
        return None
    case = lock(chosen)
    sealing.renew_receipt(case=case, receipt=renewal.receipt, at=received_at)
    note(case, "case.renew", by=None)
    notify_citizen(case, "renewed", now=received_at)
    return case
