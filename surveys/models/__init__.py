"""What crosses the wall of surveys: their words, their questions, and sums."""

from .question import QuestionKind, SurveyChoice, SurveyQuestion, in_language
from .result import SurveyResult
from .survey import Scope, Survey, SurveyState, SurveyText

__all__ = [
    "QuestionKind",
    "Scope",
    "Survey",
    "SurveyChoice",
    "SurveyQuestion",
    "SurveyResult",
    "SurveyState",
    "SurveyText",
    "in_language",
]
