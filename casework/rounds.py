"""What the worker does for cases as time passes (desk/rounds.py)."""

import datetime

from . import actions


def remind(now: datetime.datetime) -> str:
    """Overdue cases to officials, progress to citizens."""
    reminded, told = actions.remind_overdue(now=now), actions.tell_progress(now=now)
    return f"cases: {reminded} overdue, {told} citizens told how far it is" if reminded or told else ""


def erase(now: datetime.datetime) -> str:
    """What was kept long enough, and what that was."""
    erased = actions.erase_expired(now=now)
    if not (erased.contacts or erased.cases):
        return ""
    return (
        f"cases: erased {erased.contacts} contacts, and {erased.cases} cases with {erased.letters} letters "
        f"and {erased.files} files"
    )


def take_answers(now: datetime.datetime) -> str:
    """Answers of the city's other channel."""
    taken = actions.take_channel_answers(now=now)
    return f"cases: {taken} answers taken from the other channel" if taken else ""
