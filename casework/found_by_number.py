"""A case by the number that a caller names: the case's own, or that of the receipt."""

import re

from desk.calls.receipts import Receipt
from desk.models import Official

from .access import visible_cases
from .models import Case
from .notices import case_path

_CASE = re.compile(r"(\d{4})-?(\d{6})")
_RECEIPT = re.compile(r"(\d{6})-?(\d{4})-?(\d{4})")
CALL_CENTRE = "desk.view_callnote"


def find(number: str, user: Official) -> Receipt | None:
    """With its title for whoever may read it. The call centre is told whose it is and how it stands, and no more."""
    wanted = re.sub(r"\s", "", number)
    if of_receipt := _RECEIPT.fullmatch(wanted):
        same = {"receipt_number": "-".join(of_receipt.groups())}
    elif of_case := _CASE.fullmatch(wanted):
        same = {"number": "-".join(of_case.groups())}
    else:
        return None
    if (case := visible_cases(user).filter(**same).first()) is not None:
        return Receipt(case.number, case.title, case.get_state_display(), case_path(case))
    case = Case.objects.select_related("department").filter(**same).first()
    if case is None or not user.has_perm(CALL_CENTRE):
        return None
    office = f"{case.department.name} {case.department.phone}".strip()
    return Receipt(case.number, office, case.get_state_display(), "")
