from django.db import transaction
from django.utils.translation import gettext as _

from desk.models import Draft, Official

from .audit import record
from .content import subject_of
from .errors import ActionError


@transaction.atomic
def discard_draft(*, draft: Draft, by: Official) -> None:
    """Remove a draft that nobody was asked to decide on. The audit keeps that there was one."""
    current = type(draft)._default_manager.select_for_update(of=("self",)).get(pk=draft.pk)
    if not current.may_be_discarded:
        raise ActionError(_("Only a draft that was never handed in can be discarded."))
    record(by=by, action="draft.discard", subject=subject_of(current), details={"as_of_on": str(current.as_of_on)})
    current.delete()
