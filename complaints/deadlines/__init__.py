"""By when the law wants an answer, and how that was counted. Pure: no database, no clock of its own.

The Civil Petitions Act (민원 처리에 관한 법률, "Act") and its Decree (시행령, "Decree", in force 2026-01-02).
What the two leave open is decided in favour of whoever waits, and written down beside the code (docs/deadlines.md).
"""

from .calendar import WorkingCalendar, city_calendar
from .counting import MOST_EXTENSIONS, Deadline, Extension, NotAllowed, Pause, PauseGround, reply_by
from .notices import next_progress_notice
from .periods import Period, StatutoryType, city_periods, period_of
from .transfers import TransferTo, accept_by, transfer_by

__all__ = [
    "MOST_EXTENSIONS",
    "Deadline",
    "Extension",
    "NotAllowed",
    "Pause",
    "PauseGround",
    "Period",
    "StatutoryType",
    "TransferTo",
    "WorkingCalendar",
    "accept_by",
    "city_calendar",
    "city_periods",
    "next_progress_notice",
    "period_of",
    "reply_by",
    "transfer_by",
]
