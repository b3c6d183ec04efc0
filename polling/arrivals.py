"""What citizens answered, from the collector."""

from casework.arrivals import handles
from casework.models import Arrival
from complaints.petitions import Message, SurveyAnswer

from .counting import take


@handles(SurveyAnswer.kind)
def survey_answer(arrival: Arrival, message: Message) -> None:
    """A second answer, and one that comes too late, are dropped without a trace: who sent it was told so."""
    assert isinstance(message, SurveyAnswer)  # noqa: S101  (the registry goes by kind)
    take(message)
