"""A case's deadline, from what happened to it."""

from casework.models import Case
from complaints.deadlines import Deadline, Extension, Pause, PauseGround, StatutoryType, city_calendar, reply_by


def deadline_of(case: Case, *, more: Extension | None = None) -> Deadline:
    """By when it has to be answered, with its stops and extensions, and with one more that is only thought of.

    Raises NotAllowed for what the law does not know.
    """
    begins = case.reopened_at or case.received_at  # a reopened one has its time anew
    pauses = [
        Pause(PauseGround(stop.ground), stop.started_at, stop.ended_at, stop.is_longer)
        for stop in case.stops.all()
        if stop.started_at >= begins
    ]
    extensions = [Extension(each.amount, each.has_consent) for each in case.extensions.all() if each.made_at >= begins]
    return reply_by(
        StatutoryType(case.statutory_type),
        begins,
        calendar=city_calendar(),
        pauses=pauses,
        extensions=[*extensions, more] if more else extensions,
    )


def set_clock(case: Case) -> Deadline:
    """Write on the case what its clock says; the caller saves `due_at` and `stopped_at`."""
    deadline = deadline_of(case)
    case.due_at = deadline.due_at
    case.stopped_at = next((pause.started_at for pause in deadline.pauses if pause.ended_at is None), None)
    return deadline


def start_clock(case: Case) -> Deadline:
    """The same of a case that is being made: nothing has moved its clock yet, so no statement is needed."""
    deadline = reply_by(StatutoryType(case.statutory_type), case.received_at, calendar=city_calendar())
    case.due_at = deadline.due_at
    return deadline


CLOCK_FIELDS = ("due_at", "stopped_at")
