"""Public, released tables only: what citizens find in the DMZ."""

from .public_question import PublicQuestion, QuestionAnswer, QuestionContent, QuestionState
from .screening_term import ListOfTerms, ScreeningTerm, ScreeningThreshold, TermOutcome
from .sealed_letter import SealedLetter
from .voice_figures import VoiceFigures

__all__ = [
    "ListOfTerms",
    "PublicQuestion",
    "QuestionAnswer",
    "QuestionContent",
    "QuestionState",
    "ScreeningTerm",
    "ScreeningThreshold",
    "SealedLetter",
    "TermOutcome",
    "VoiceFigures",
]
