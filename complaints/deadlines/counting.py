"""From the moment of receipt to the moment by which an answer is due."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .calendar import DAY, WorkingCalendar
from .periods import Period, StatutoryType, period_of

END_OF_DAY = datetime.time(23, 59, 59)  # a period of days ends with its last day (Civil Act 159)
INVESTIGATION = datetime.timedelta(days=14)  # Decree 17(4)
INVESTIGATION_LONGER = datetime.timedelta(days=7)  # once, Decree 17(4)
MOST_EXTENSIONS = 2  # Decree 21(1)


class NotAllowed(ValueError):
    """What the law does not allow; the message tells an official, in his language, what it does."""


class PauseGround(TextChoices):
    """Why a clock stands still."""

    # Administrative Procedures Act Decree 11 no. 1, by Decree 20: with the day of asking and the day of the answer
    QUESTION = "question", gettext_lazy("question back to the citizen")
    INVESTIGATION = "investigation", gettext_lazy("investigation on site")  # Decree 17(5)


@dataclass(frozen=True)
class Pause:
    """A time that is not counted."""

    ground: PauseGround
    started_at: datetime.datetime
    ended_at: datetime.datetime | None = None  # None while it lasts
    longer: bool = False  # an investigation that had to be prolonged by 7 days

    def days(self, calendar: WorkingCalendar) -> tuple[datetime.date, datetime.date]:
        """The first and the last day that are not counted. Of one that lasts, as if it ended at once."""
        first = calendar.local(self.started_at).date()
        last = calendar.local(self.ended_at).date() if self.ended_at else first
        if self.ground == PauseGround.INVESTIGATION:
            most = INVESTIGATION + (INVESTIGATION_LONGER if self.longer else datetime.timedelta())
            last = min(last, first + most - DAY)
        return first, last


@dataclass(frozen=True)
class Extension:
    """More time: as many working hours or days as the period is counted in."""

    amount: int
    with_consent: bool = False  # of the citizen, which a second one needs


@dataclass(frozen=True)
class Deadline:
    """By when an answer is due, and how that was counted."""

    statutory_type: StatutoryType
    period: Period
    received_at: datetime.datetime
    counted_from: datetime.datetime  # when the office was open, first
    first_due_at: datetime.datetime  # without the extensions
    due_at: datetime.datetime  # while a pause lasts: at the earliest
    calendar: WorkingCalendar
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()

    @property
    def days(self) -> int:
        """The length in working days; 0 where it is counted in hours."""
        return self.period.days

    @property
    def hours(self) -> int:
        """The length in working hours; 0 where it is counted in days."""
        return self.period.hours

    @property
    def is_paused(self) -> bool:
        return any(pause.ended_at is None for pause in self.pauses)

    @property
    def explanation(self) -> list[str]:
        """How it was counted, step by step, in the reader's language."""
        from .words import explain

        return explain(self)


def reply_by(
    statutory_type: StatutoryType,
    received_at: datetime.datetime,
    *,
    calendar: WorkingCalendar,
    period: Period | None = None,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
) -> Deadline:
    """By when a petition of this type has to be answered. `period` takes the place of the city's own for the type.

    Raises NotAllowed for an extension or a pause that the law does not know.
    """
    period = period or period_of(statutory_type)
    _check_extensions(extensions, period)
    _check_pauses(pauses, statutory_type)
    counted_from = calendar.next_open(received_at)
    first_due = _end(calendar, counted_from, period.amount, pauses, in_hours=period.in_hours)
    total = period.amount + sum(each.amount for each in extensions)
    return Deadline(
        statutory_type=statutory_type,
        period=period,
        received_at=received_at,
        counted_from=counted_from,
        first_due_at=first_due,
        due_at=_end(calendar, counted_from, total, pauses, in_hours=period.in_hours),
        calendar=calendar,
        pauses=tuple(pauses),
        extensions=tuple(extensions),
    )


def _end(
    calendar: WorkingCalendar, start: datetime.datetime, amount: int, pauses: Sequence[Pause], *, in_hours: bool
) -> datetime.datetime:
    if in_hours:
        return _end_of_hours(calendar, start, datetime.timedelta(hours=amount), pauses)
    return _end_of_days(calendar, start, amount, pauses)


def _end_of_days(
    calendar: WorkingCalendar, start: datetime.datetime, amount: int, pauses: Sequence[Pause]
) -> datetime.datetime:
    """The first day counts (Act 19(2)); a day counts or does not, whatever the hour at which a pause began."""
    standing = [pause.days(calendar) for pause in pauses]
    counted = (
        day for day in calendar.working_days(start.date()) if not any(first <= day <= last for first, last in standing)
    )
    return calendar.at(next(islice(counted, amount - 1, None)), END_OF_DAY)


def _end_of_hours(
    calendar: WorkingCalendar, start: datetime.datetime, amount: datetime.timedelta, pauses: Sequence[Pause]
) -> datetime.datetime:
    """From the very moment (Act 19(1)). Each pause adds the working time that it took within the time until then."""
    end = calendar.add_hours(start, amount)
    for pause in sorted(pauses, key=lambda each: each.started_at):
        begins, ends = max(pause.started_at, start), pause.ended_at
        if ends is not None and begins < end:
            end = calendar.add_hours(end, calendar.hours_between(begins, ends))
    return end


def _check_extensions(extensions: Sequence[Extension], period: Period) -> None:
    if len(extensions) > MOST_EXTENSIONS:
        raise NotAllowed(_("The time has been extended twice; the law knows no third extension (Decree 21(1))."))
    if len(extensions) == MOST_EXTENSIONS and not extensions[1].with_consent:
        raise NotAllowed(_("A second extension needs the citizen’s consent (Decree 21(1))."))
    if any(not 0 < each.amount <= period.amount for each in extensions):
        raise NotAllowed(
            _("An extension is at most as long as the time itself (Decree 21(1)): between 1 and %(most)d.")
            % {"most": period.amount}
        )


def _check_pauses(pauses: Sequence[Pause], statutory_type: StatutoryType) -> None:
    investigations = [pause for pause in pauses if pause.ground == PauseGround.INVESTIGATION]
    if investigations and statutory_type != StatutoryType.GRIEVANCE:
        raise NotAllowed(_("Only for a grievance does an investigation on site stop the clock (Decree 17(5))."))
    if len(investigations) > 1:
        raise NotAllowed(_("There was an investigation on site already; it can be prolonged once, by 7 days."))
    if any(pause.ended_at is not None and pause.ended_at < pause.started_at for pause in pauses):
        raise NotAllowed(_("It ends before it begins."))
