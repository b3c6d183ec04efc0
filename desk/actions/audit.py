from collections.abc import Mapping
from typing import Any

from desk.models import AuditEntry, Official


def record(*, by: Official | None, action: str, subject: str, details: Mapping[str, Any] | None = None) -> AuditEntry:
    """Append one audit entry; call it inside the transaction it tells of."""
    return AuditEntry.objects.create(by=by, action=action, subject=subject, details=dict(details or {}))
