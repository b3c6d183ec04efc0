"""What the worker does for surveys as time passes (desk/rounds.py)."""

import datetime

from .closing import close, due, forget_words
from .counting import mix
from .models import Poll


def count(now: datetime.datetime) -> str:
    """Add up what waits, and close what is over. Says nothing of answers: a log has times."""
    for poll in Poll.objects.running():
        mix(poll)
    closed = [poll.survey_id for poll in due(now) if close(poll, now=now)]
    return f"polling: closed survey {', '.join(map(str, closed))}" if closed else ""


def forget(now: datetime.datetime) -> str:
    """What people wrote, once its time is over."""
    number = forget_words(now)
    return f"polling: {number} texts deleted" if number else ""
