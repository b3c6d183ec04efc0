"""Private: officials, drafts, reviews, files before release, audit. Nothing here crosses the wall."""

from .audit import AuditEntry
from .draft import Draft, DraftState
from .drafts import DRAFT_MODELS, draft_model
from .erasure import Erasure
from .managed_site import ManagedSite
from .official import Official, Role
from .stored_file import StoredFile
from .stored_rendition import StoredRendition
from .withholding_decision import WithholdingDecision

__all__ = [
    "DRAFT_MODELS",
    "AuditEntry",
    "Draft",
    "DraftState",
    "Erasure",
    "ManagedSite",
    "Official",
    "Role",
    "StoredFile",
    "StoredRendition",
    "WithholdingDecision",
    "draft_model",
]
