"""Private: surveys before their release, and answers until they are sums."""

from .draft import DraftQuestion, DraftState, SurveyDraft
from .poll import Participant, Poll, Sum, WaitingAnswer, WrittenWords

__all__ = [
    "DraftQuestion",
    "DraftState",
    "Participant",
    "Poll",
    "Sum",
    "SurveyDraft",
    "WaitingAnswer",
    "WrittenWords",
]
