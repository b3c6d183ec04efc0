"""Handing a sealed message to the intake: returns when it is there for good."""

from collections.abc import Sequence
from contextlib import suppress

from django.db import DatabaseError, connections

from complaints.petitions import Message
from intake.models import Submission
from intake.models.submission import CHANNEL

from .envelope import seal
from .intake import ALIAS, IntakeUnavailable, visit
from .uploads import SealedFile

__all__ = ["IntakeUnavailable", "submit"]


def submit(message: Message, files: Sequence[SealedFile] = ()) -> None:
    """Seal and store the message. Returns after the commit is durable. Raises IntakeUnavailable.

    The same message may be handed in twice, after an error or by a page that was sent again: it arrives once.
    """
    row = Submission(id=message.id, sealed=seal(message), files=[file.id for file in files])
    with visit(durable=True):
        # Without a conflict target, which would ask for the right to SELECT.
        Submission.objects.bulk_create([row], ignore_conflicts=True)
    _tell_the_collector()


def _tell_the_collector() -> None:
    """After the commit, so that no commit waits for another's; a word that is lost is made good by its polling."""
    with suppress(DatabaseError), connections[ALIAS].cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")
