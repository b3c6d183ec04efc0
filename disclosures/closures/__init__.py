"""Road and lane closures: those of the current work schedules, on a day, now, and on a road."""

from .hours import Hours, parse_hours
from .reading import Closure, ClosureQuerySet, closures, closures_now, closures_on

__all__ = ["Closure", "ClosureQuerySet", "Hours", "closures", "closures_now", "closures_on", "parse_hours"]
