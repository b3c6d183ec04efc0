"""Private: officials, drafts, reviews, files before release, audit. Nothing here crosses the wall."""

from .audit import AuditEntry
from .automatic_approval import AutomaticApproval
from .autosaved_form import AutosavedForm
from .call_note import CallNote, CameBy
from .conflict import Conflict, Decision
from .delivery import Delivery
from .deputy import Deputy
from .draft import Draft, DraftState
from .drafts import DRAFT_MODELS, draft_model
from .erasure import Erasure
from .fetched_picture import FetchedPicture
from .history import HISTORIES
from .letter import Letter
from .managed_site import ManagedSite
from .official import Official, Role
from .outside_firm import OutsideFirm
from .pull import Pull
from .reporters_session import ReportersSession
from .site_assignment import SiteAssignment, SiteDuty
from .spreadsheet import Spreadsheet
from .statement import Statement
from .stored_file import StoredFile
from .stored_rendition import StoredRendition
from .training_start import TrainingStart
from .viewing import Viewing
from .withdrawal import Withdrawal
from .withholding_decision import WithholdingDecision

__all__ = [
    "DRAFT_MODELS",
    "HISTORIES",
    "AuditEntry",
    "AutosavedForm",
    "AutomaticApproval",
    "CallNote",
    "CameBy",
    "Conflict",
    "Decision",
    "Delivery",
    "Deputy",
    "Draft",
    "DraftState",
    "Erasure",
    "FetchedPicture",
    "Letter",
    "ManagedSite",
    "Official",
    "OutsideFirm",
    "Pull",
    "ReportersSession",
    "Role",
    "SiteAssignment",
    "SiteDuty",
    "Spreadsheet",
    "Statement",
    "StoredFile",
    "StoredRendition",
    "TrainingStart",
    "Viewing",
    "Withdrawal",
    "WithholdingDecision",
    "draft_model",
]
