"""How a deadline was counted, in words."""

import datetime
from collections.abc import Iterator

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .calendar import DAY
from .counting import Deadline, Pause, PauseGround
from .periods import Period


def explain(deadline: Deadline) -> list[str]:
    """The steps, one sentence each."""
    return [*_start(deadline), *_length(deadline), *_left_out(deadline), *_pauses(deadline), *_end(deadline)]


def moment(at: datetime.datetime) -> str:
    """A date with its weekday and its time, of an aware moment in the office's zone."""
    return _("%(date)s, %(time)s") % {"date": day(at.date()), "time": time_format(at.time(), "H:i")}


def day(date: datetime.date) -> str:
    return f"{date_format(date, 'DATE_FORMAT')} ({date_format(date, 'D')})"


def _start(deadline: Deadline) -> Iterator[str]:
    local = deadline.calendar.local(deadline.received_at)
    yield _("It was received on %(moment)s.") % {"moment": moment(local)}
    if deadline.counted_from != local:
        yield _("The office was closed then, so the time runs from %(moment)s.") % {
            "moment": moment(deadline.counted_from)
        }


def _length(deadline: Deadline) -> Iterator[str]:
    words = {
        "type": deadline.statutory_type.label,
        "length": length(deadline.period),
        "basis": _basis(deadline.period),
    }
    yield _("“%(type)s” is answered within %(length)s%(basis)s.") % words
    if deadline.period.in_hours:
        hours = deadline.calendar
        yield _("Working hours are %(opens)s to %(closes)s without %(lunch)s to %(end)s, eight a day (Act 19(1)).") % {
            "opens": time_format(hours.opens, "H:i"),
            "closes": time_format(hours.closes, "H:i"),
            "lunch": time_format(hours.lunch[0], "H:i"),
            "end": time_format(hours.lunch[1], "H:i"),
        }
    else:
        yield _("The first day counts (Act 19(2)).")


def length(period: Period, amount: int | None = None) -> str:
    """So many working hours or days, of the period itself where no other amount is given."""
    amount = period.amount if amount is None else amount
    if period.in_hours:
        return ngettext("%(count)d working hour", "%(count)d working hours", amount) % {"count": amount}
    return ngettext("%(count)d working day", "%(count)d working days", amount) % {"count": amount}


def _basis(period: Period) -> str:
    return _(" (%(article)s)") % {"article": period.article} if period.article else ""


def _left_out(deadline: Deadline) -> Iterator[str]:
    """Saturdays and Sundays without a name, each holiday with its own."""
    first, last = deadline.calendar.local(deadline.received_at).date(), deadline.due_at.date()
    days = [first + DAY * number for number in range((last - first).days + 1)]
    off = [each for each in days if not deadline.calendar.is_working(each)]
    if not off:
        return
    holidays = [f"{day(each)} {deadline.calendar.holiday_name(each)}" for each in off if _is_named(deadline, each)]
    if holidays:
        yield _("Saturdays, Sundays and holidays do not count: %(days)s.") % {"days": ", ".join(holidays)}
    else:
        yield _("Saturdays and Sundays do not count.")


def _is_named(deadline: Deadline, date: datetime.date) -> bool:
    return bool(deadline.calendar.holiday_name(date))


def _pauses(deadline: Deadline) -> Iterator[str]:
    for pause in deadline.pauses:
        yield _pause(deadline, pause)


def _pause(deadline: Deadline, pause: Pause) -> str:
    ground = PauseGround(pause.ground).label
    if pause.ended_at is None:
        since = moment(deadline.calendar.local(pause.started_at))
        return _("The clock stands still since %(since)s: %(ground)s.") % {"since": since, "ground": ground}
    if deadline.period.in_hours:
        begins, ends = (moment(deadline.calendar.local(each)) for each in (pause.started_at, pause.ended_at))
    else:
        begins, ends = (day(each) for each in pause.days(deadline.calendar))
    return _("Not counted from %(begins)s to %(ends)s: %(ground)s.") % {
        "begins": begins,
        "ends": ends,
        "ground": ground,
    }


def _end(deadline: Deadline) -> Iterator[str]:
    if deadline.extensions:
        yield _("That would have been %(moment)s.") % {"moment": _due(deadline, deadline.first_due_at)}
    for extension in deadline.extensions:
        words = {"length": length(deadline.period, extension.amount)}
        if extension.with_consent:
            yield _("Extended with the citizen’s consent by %(length)s (Decree 21(1)).") % words
        else:
            yield _("Extended by %(length)s (Decree 21(1)).") % words
    until = {"moment": _due(deadline, deadline.due_at)}
    if deadline.is_paused:
        yield _("So the answer is due on %(moment)s at the earliest, and later by as long as the clock stands.") % until
    else:
        yield _("So the answer is due by %(moment)s.") % until


def _due(deadline: Deadline, at: datetime.datetime) -> str:
    """To the minute where hours are counted; else the day, until whose end there is time."""
    return moment(at) if deadline.period.in_hours else day(at.date())
