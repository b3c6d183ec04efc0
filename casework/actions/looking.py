import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.contacts import Contact, Unreadable, unseal
from casework.models import Case, ContactBox, Look
from desk.actions.errors import ActionError
from desk.models import Official

from .base import note, words_of


@transaction.atomic
def look_at_contact(*, case: Case, reason: str, by: Official, now: datetime.datetime) -> Contact:
    """Open who wrote, with a reason, and note that it was opened (Act 7)."""
    reason = words_of(reason, "reason", _("Say what you need it for; it is recorded."))
    box = ContactBox.objects.filter(case=case).first()
    if box is None:
        raise ActionError(_("The contact was erased when its time was over."))
    Look.objects.create(case=case, by=by, reason=reason[:200], looked_at=now)
    note(case, "case.look", by=by)
    try:
        return unseal(bytes(box.sealed), case)
    except Unreadable as error:
        raise ActionError(
            _("No key opens this contact. An operator adds the earlier key to ALLIMI_CONTACT_KEYS.")
        ) from error
