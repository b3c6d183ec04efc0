"""From the intake to the inside: stored here and committed, then deleted there. Moves sealed bytes, opens nothing.

A stop anywhere between leaves a submission in the intake that is stored here already; it is known by its number, and
only deleted the next time.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db import connections, transaction

from casework.models import Arrival, ArrivedFile
from intake.models import Chunk, Submission

from .pieces import pack

ALIAS = "intake"
BATCH = 200  # submissions at a time
UNSUBMITTED_KEPT = timedelta(hours=24)  # an upload whose form was never sent; longer than any form lives


def fetch() -> int:
    """Move the oldest submissions inside, BATCH of them at the most. Returns how many it moved."""
    found = list(Submission.objects.using(ALIAS).order_by("received_at", "pk")[:BATCH])
    plain = [submission for submission in found if not submission.files]
    if plain:
        with transaction.atomic():
            _store(plain)
        _forget(plain)
    for submission in found:
        # One at a time: its files may be large.
        if submission.files:
            with transaction.atomic():
                _store_with_files(submission)
            _forget([submission])
    return len(found)


def _store(submissions: Sequence[Submission]) -> None:
    Arrival.objects.bulk_create(
        [
            Arrival(id=submission.id, sealed=submission.sealed, received_at=submission.received_at)
            for submission in submissions
        ],
        ignore_conflicts=True,
    )


def _store_with_files(submission: Submission) -> None:
    if Arrival.objects.filter(pk=submission.id).exists():
        return
    _store([submission])
    for file in submission.files:
        pieces = Chunk.objects.using(ALIAS).filter(file=file).order_by("sequence").values_list("sealed", flat=True)
        arrived = ArrivedFile(id=file, arrival_id=submission.id, sealed=pack([bytes(piece) for piece in pieces]))
        ArrivedFile.objects.bulk_create([arrived], ignore_conflicts=True)


def _forget(submissions: Sequence[Submission]) -> None:
    """After the commit inside, and not before it."""
    files = [file for submission in submissions for file in submission.files]
    with transaction.atomic(using=ALIAS):
        if files:
            Chunk.objects.using(ALIAS).filter(file__in=files).delete()
        Submission.objects.using(ALIAS).filter(pk__in=[submission.pk for submission in submissions]).delete()


def sweep() -> int:
    """Delete pieces of files whose form was never sent. Returns how many.

    By the intake's clock; a piece that a waiting submission names stays, however long the inside was away.
    """
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(
            "DELETE FROM intake_chunk WHERE received_at < now() - make_interval(secs => %s) "
            "AND NOT EXISTS (SELECT 1 FROM intake_submission WHERE intake_chunk.file = ANY(files))",
            [UNSUBMITTED_KEPT.total_seconds()],
        )
        return cursor.rowcount
