"""Every consequential write of the desk. Views, the admin and commands call these and nothing else.

All are keyword-only and atomic, write their audit entry inside the transaction, and raise ActionError
with a message for the person who asked.
"""

from .audit import record
from .directory import publish_directory
from .drafting import return_to_editor, save_draft, start_correction, submit
from .erasing import confirm_erasure, erase
from .errors import ActionError
from .releasing import release_drafts
from .sites import open_site
from .withdrawing import withdraw
from .withholding import lift_withholding, withhold

__all__ = [
    "ActionError",
    "confirm_erasure",
    "erase",
    "lift_withholding",
    "open_site",
    "publish_directory",
    "record",
    "release_drafts",
    "return_to_editor",
    "save_draft",
    "start_correction",
    "submit",
    "withdraw",
    "withhold",
]
