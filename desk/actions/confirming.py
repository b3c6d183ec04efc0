"""What the confirmation of an erasure and of a withdrawal share."""

from typing import Any, TypeVar

from django.utils.translation import gettext as _

from desk.models import Official
from desk.models.taking_down import TakingDown

from .errors import ActionError

_T = TypeVar("_T", bound=TakingDown)


def lock_unconfirmed(taking_down: _T, *, by: Official) -> _T:
    """The row, locked. Refuses what is confirmed already, and who did it himself."""
    rows: Any = type(taking_down)._default_manager.select_for_update(of=("self",))
    current: _T = rows.select_related("release").get(pk=taking_down.pk)
    if current.confirmed_at is not None:
        raise ActionError(_("Somebody else confirmed this already."))
    if current.acted_by_id == by.pk:
        raise ActionError(_("Another approver has to confirm what you took down."), code="four-eyes")
    return current
