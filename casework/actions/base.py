"""What casework's actions share."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from casework.models import Case, CaseState
from casework.words import subject_of
from desk.actions.audit import record
from desk.actions.errors import ActionError
from desk.models import Official


def lock(case: Case) -> Case:
    """The case as it is now, held until the transaction ends."""
    return Case.objects.select_for_update(of=("self",)).select_related("department", "officer", "site").get(pk=case.pk)


def require(case: Case, states: Collection[str]) -> None:
    """Raises ActionError where the case is in another state than one of these."""
    if case.state not in states:
        raise ActionError(
            _("%(case)s is in the state “%(state)s”; this is not possible there. Reload the page.")
            % {"case": case.number, "state": CaseState(case.state).label},
            code="state",
        )


def words_of(text: str, field: str, message: str) -> str:
    """The text without blanks around it. Raises ActionError where nothing is left."""
    if not (found := text.strip()):
        raise ActionError({field: message})
    return found


def note(case: Case, action: str, *, by: Official | None, details: Mapping[str, Any] | None = None) -> None:
    """The audit entry, with nothing of what the citizen wrote or was told."""
    record(by=by, action=action, subject=subject_of(case.number), details=details)
