"""Private: what citizens confided, and what became of it."""

from .answer import Answer, AnswerState
from .arrival import Arrival, ArrivalState, ArrivedFile
from .case import IN_HAND, OPEN, Case, CaseState, Ending
from .clock import Extension, Stop
from .contact import ContactBox, Look
from .exchange import Exchange, ExchangeKind
from .file_check import CheckState, FileCheck
from .hand_over import ChannelHandOver
from .note import Note
from .numbering import Numbering
from .outbox import Attempt, AttemptKind, MessageState, OutboxMessage
from .publication import Publication, PublicationState
from .routing import CannedParagraph, Route
from .screening_decision import ScreeningDecision, TextSignature
from .transfer import Transfer
from .written_letter import WrittenLetter

__all__ = [
    "Answer",
    "AnswerState",
    "Arrival",
    "ArrivalState",
    "ArrivedFile",
    "Attempt",
    "AttemptKind",
    "CannedParagraph",
    "Case",
    "CaseState",
    "ChannelHandOver",
    "CheckState",
    "ContactBox",
    "Ending",
    "Exchange",
    "ExchangeKind",
    "Extension",
    "FileCheck",
    "IN_HAND",
    "Look",
    "MessageState",
    "Note",
    "Numbering",
    "OPEN",
    "OutboxMessage",
    "Publication",
    "PublicationState",
    "Route",
    "ScreeningDecision",
    "Stop",
    "TextSignature",
    "Transfer",
    "WrittenLetter",
]
