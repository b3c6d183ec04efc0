import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.models import Case, Note
from desk.models import Official

from .base import lock, note, words_of


@transaction.atomic
def add_note(*, case: Case, text: str, by: Official, now: datetime.datetime) -> Note:
    """For colleagues alone."""
    case = lock(case)
    text = words_of(text, "text", _("Write the note."))
    written = Note.objects.create(case=case, text=text, by=by, noted_at=now)
    note(case, "case.note", by=by)
    return written
