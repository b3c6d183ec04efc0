"""What an approver had before his eyes: approved is what was read, not what somebody made of it meanwhile."""

import hashlib
from collections.abc import Collection

from disclosures.ledger import canonical_json

from .differences import kind_of
from .models import Draft


def mark_of(draft: Draft, withheld: Collection[str]) -> str:
    """16 hex digits that change with anything that a release of the draft would show. No secret."""
    shown = {
        "content": {field.name: value for field, value in kind_of(draft).values(draft)},
        "as_of_on": draft.as_of_on,
        "department": draft.source_department_id,
        "correction_reason": draft.correction_reason,
        "submitted_at": draft.submitted_at,
        "withheld": sorted(withheld),
    }
    return hashlib.sha256(canonical_json(shown)).hexdigest()[:16]
