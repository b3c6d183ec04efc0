"""The canonical document of a release: what its digest covers, and what a verifier is given."""

from typing import Any

from .kinds import Kind, ReleasedRow
from .models import LedgerEntry, Release


def release_document(kind: Kind, release: Release, row: ReleasedRow) -> dict[str, Any]:
    """Header and content of a release. `row` is the released row; its salt is not part of the document.

    A post that confirmed is part of it where there is one, and that nobody looked where that is so: what was released
    before there was either keeps its digest.
    """
    confirmed = {"confirmed_post": release.confirmed_post} if release.confirmed_post else {}
    automatic = {"is_automatic": True} if release.is_automatic else {}
    return {
        "site": release.site.code,
        "kind": release.kind,
        "item": release.item,
        "version": release.version,
        "as_of_on": release.as_of_on,
        "department": release.department.code,
        "source": release.source,
        "correction_reason": release.correction_reason,
        "submitted_post": release.submitted_post,
        **confirmed,
        "approved_post": release.approved_post,
        **automatic,
        "released_at": release.released_at,
        "withheld": sorted(row.withheld),
        "content": {field.name: value for field, value in kind.values(row)},
    }


def entry_document(entry: LedgerEntry) -> dict[str, Any]:
    """What a ledger entry's digest covers, besides its predecessor's digest."""
    return {
        "sequence": entry.sequence,
        "event": entry.event,
        "release": entry.release_id,
        "occurred_at": entry.occurred_at,
        "ground": entry.ground,
        "content_digest": entry.content_digest,
    }
