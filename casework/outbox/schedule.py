"""When what is tried again."""

import datetime

_MINUTE = 60

# How long a worker may hold a message: longer than two providers' time-outs together.
LEASE = datetime.timedelta(seconds=60)
# After a provider could not take it. Eight tries over some 20 hours, then it has failed.
_AFTER_REFUSALS = (30, 2 * _MINUTE, 10 * _MINUTE, 30 * _MINUTE, 2 * 60 * _MINUTE, 6 * 60 * _MINUTE, 12 * 60 * _MINUTE)
# The same where another channel is behind: the citizen is told there instead.
_AFTER_REFUSALS_WITH_ANOTHER_WAY = (30, 2 * _MINUTE)
# Asking whether it was sent at all. Then it is sent again, marked as a possible second copy.
_WHILE_UNCLEAR = (15, _MINUTE, 5 * _MINUTE)
# Asking whether it has arrived. Then it stays as taken by the provider.
_UNTIL_DELIVERED = (_MINUTE, 5 * _MINUTE, 30 * _MINUTE, 3 * 60 * _MINUTE, 24 * 60 * _MINUTE)
# How long the text is kept for officers to read after it was settled.
KEPT = datetime.timedelta(days=30)


def after_refusal(sends: int, *, another_way: bool) -> datetime.timedelta | None:
    """The pause before the next try, after so many; None: it has failed."""
    return _nth(_AFTER_REFUSALS_WITH_ANOTHER_WAY if another_way else _AFTER_REFUSALS, sends - 1)


def while_unclear(look_ups: int) -> datetime.timedelta | None:
    """The pause before the provider is asked (again); None: nobody will ever say."""
    return _nth(_WHILE_UNCLEAR, look_ups)


def until_delivered(look_ups: int) -> datetime.timedelta | None:
    """The pause before the provider is asked for its delivery report; None: enough."""
    return _nth(_UNTIL_DELIVERED, look_ups)


def _nth(seconds: tuple[int, ...], number: int) -> datetime.timedelta | None:
    return datetime.timedelta(seconds=seconds[number]) if number < len(seconds) else None
