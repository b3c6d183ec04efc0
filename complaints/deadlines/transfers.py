"""Within what time a petition is accepted, and within what time it goes to whom it belongs to."""

import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .calendar import WorkingCalendar

ACCEPTED_WITHIN = datetime.timedelta(hours=8)  # Decree 6(7)


class TransferTo(TextChoices):
    """Where it goes. What is electronic goes “without delay” (Decree 13(4)): these are the last moments."""

    DEPARTMENT = "department", _("from the petition office to the department")  # Decree 13(1)
    FAR_DEPARTMENT = "far-department", _("from the petition office to a department far away")  # Decree 13(1)
    WITHIN = "within", _("to another department of the city")  # Decree 13(2)
    AGENCY = "agency", _("to another authority")  # Decree 13(3)


WITHIN_HOURS = {
    TransferTo.DEPARTMENT: 1,
    TransferTo.FAR_DEPARTMENT: 3,
    TransferTo.WITHIN: 3,
    TransferTo.AGENCY: 8,
}


def accept_by(arrived_at: datetime.datetime, *, calendar: WorkingCalendar) -> datetime.datetime:
    """By when what came in electronically is accepted."""
    return calendar.add_hours(arrived_at, ACCEPTED_WITHIN)


def transfer_by(to: TransferTo, received_at: datetime.datetime, *, calendar: WorkingCalendar) -> datetime.datetime:
    """By when what belongs elsewhere has gone there."""
    return calendar.add_hours(received_at, datetime.timedelta(hours=WITHIN_HOURS[to]))
