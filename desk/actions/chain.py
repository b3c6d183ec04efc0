"""The ledger's chain: one link after the other, however many officials release at once."""

import datetime
from collections.abc import Sequence

from django.db import connection

from disclosures.documents import entry_document
from disclosures.ledger import GENESIS, entry_digest
from disclosures.models import Clock, LedgerEntry, LedgerEvent, Release

# Any number that nothing else locks; "ALLIMI" in ASCII.
_CHAIN_LOCK = 0x414C4C494D49


def lock_chain() -> None:
    """Wait for the other releases; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])


def append_to_ledger(
    event: LedgerEvent, releases: Sequence[Release], *, now: datetime.datetime, ground: str = ""
) -> list[LedgerEntry]:
    """Append one entry a release. The caller holds the chain's lock."""
    last = LedgerEntry.objects.order_by("-sequence").first()
    sequence, previous = (last.sequence, last.digest) if last else (0, GENESIS)
    entries = []
    for release in releases:
        sequence += 1
        entry = LedgerEntry(
            sequence=sequence,
            event=event,
            release=release,
            occurred_at=now,
            ground=ground,
            content_digest=release.digest,
            previous_digest=previous,
        )
        entry.digest = previous = entry_digest(previous_digest=previous, entry=entry_document(entry))
        entries.append(entry)
    LedgerEntry.objects.bulk_create(entries)
    Clock.objects.bulk_create(
        [Clock(beat_at=now, sequence=sequence)],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["sequence"],
    )
    return entries
