"""Every consequential write of casework, as desk/actions is for the desk.

All are keyword-only and atomic, lock the case first, write their audit entry, letters and outbox rows inside the
transaction, and raise ActionError with a message for the person who asked.
"""

from .answering import answer, approve, return_draft, save_draft, submit_draft
from .asking_back import ask_back, resume
from .assigning import assign
from .channels import hand_to_channel, take_channel_answers
from .closing import close_after_two, withdraw
from .extending import extend
from .investigating import end_investigation, investigate, prolong_investigation
from .looking import look_at_contact
from .merging import merge
from .notes import add_note
from .receiving import receive
from .reminding import remind_overdue, tell_progress
from .renewing import renew_receipt
from .replies import rate, reopen, take_addition
from .retention import erase_expired
from .screening import hold, let_through, load_screening
from .transferring import transfer, transfer_away

__all__ = [
    "add_note",
    "answer",
    "approve",
    "ask_back",
    "assign",
    "close_after_two",
    "end_investigation",
    "erase_expired",
    "extend",
    "hand_to_channel",
    "hold",
    "investigate",
    "let_through",
    "load_screening",
    "look_at_contact",
    "merge",
    "prolong_investigation",
    "rate",
    "receive",
    "remind_overdue",
    "renew_receipt",
    "reopen",
    "resume",
    "return_draft",
    "save_draft",
    "submit_draft",
    "take_addition",
    "take_channel_answers",
    "tell_progress",
    "transfer",
    "transfer_away",
    "withdraw",
]
