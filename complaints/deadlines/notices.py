"""When a citizen hears how far it is, though nothing is done yet."""

import datetime

EVERY = datetime.timedelta(days=30)  # Decree 23(1) and (2): of the calendar, not of work


def next_progress_notice(received_on: datetime.date, *, after: datetime.date) -> datetime.date:
    """The next day on which 30 days, or a multiple of them, will have passed since receipt."""
    passed = (after - received_on) // EVERY
    return received_on + (max(passed, 0) + 1) * EVERY
