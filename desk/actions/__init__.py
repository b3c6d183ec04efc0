"""Every consequential write of the desk. Views, the admin and commands call these and nothing else.

All are keyword-only and atomic, write their audit entry inside the transaction, and raise ActionError
with a message for the person who asked.
"""

from .assigning import assign, end_assignment
from .audit import record
from .autosaving import autosave, forget_autosaved
from .deputising import arrange_deputy, end_deputy
from .directory import publish_directory
from .discarding import discard_draft
from .drafting import confirm, report, return_to_editor, save_draft, start_correction, submit
from .erasing import confirm_erasure, erase
from .errors import ActionError
from .handing_over import hand_over
from .photos import take_photo
from .rehearsing import rehearse
from .releasing import release_drafts
from .sites import open_site, rename_site
from .withdrawing import withdraw
from .withholding import lift_withholding, withhold

__all__ = [
    "ActionError",
    "arrange_deputy",
    "assign",
    "autosave",
    "confirm",
    "confirm_erasure",
    "end_assignment",
    "end_deputy",
    "discard_draft",
    "erase",
    "forget_autosaved",
    "hand_over",
    "lift_withholding",
    "open_site",
    "publish_directory",
    "record",
    "rehearse",
    "release_drafts",
    "rename_site",
    "report",
    "return_to_editor",
    "save_draft",
    "start_correction",
    "submit",
    "take_photo",
    "withdraw",
    "withhold",
]
