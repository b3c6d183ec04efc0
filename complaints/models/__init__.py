"""Public, released tables only: what citizens find in the DMZ."""

from .public_question import PublicQuestion, QuestionAnswer, QuestionContent, QuestionState
from .sealed_letter import SealedLetter
from .voice_figures import VoiceFigures

__all__ = ["PublicQuestion", "QuestionAnswer", "QuestionContent", "QuestionState", "SealedLetter", "VoiceFigures"]
