import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.models import CallNote, CameBy, ManagedSite, Official

from .audit import record
from .errors import ActionError


@transaction.atomic
def note_call(
    *,
    site: ManagedSite | None,
    question: str,
    answer: str,
    by: Official,
    now: datetime.datetime,
    receipt: str = "",
    came_by: str = CameBy.PHONE,
) -> CallNote:
    """Keep what was asked, on the telephone or at the counter, and what was said. Never changed; a mistake is
    noted as another."""
    if not question.strip():
        raise ActionError({"question": _("Say what was asked.")})
    if not answer.strip():
        raise ActionError({"answer": _("Say what was answered, or to whom the caller was passed on.")})
    note = CallNote.objects.create(
        site=site,
        came_by=came_by,
        receipt=receipt.strip(),
        question=question.strip(),
        answer=answer.strip(),
        by=by,
        noted_at=now,
    )
    subject = f"site:{site.code}" if site is not None else "call"
    record(by=by, action="call.note", subject=subject, details={"call": note.pk})
    return note
