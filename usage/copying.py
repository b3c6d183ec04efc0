"""The uses of the pages, from the intake's tallies to the released totals. Copying twice changes nothing."""

import datetime
from collections.abc import Iterable

from .models import UseCount
from .names import read_tally_name

_KEY = ("what", "used_on", "key")


def copy_uses(tallies: Iterable[tuple[str, datetime.date, int]]) -> int:
    """Copy what grew since the last time, of names with day and number. Returns how many numbers were written."""
    counts = [
        UseCount(what=read[0], key=read[1], used_on=day, number=number)
        for name, day, number in tallies
        if (read := read_tally_name(name)) is not None
    ]
    known = {
        (count.what, count.used_on, count.key): count.number
        for count in UseCount.objects.filter(used_on__in={count.used_on for count in counts})
    }
    # Less it is only where the intake was made anew: then what was copied before is the better number.
    grown = [count for count in counts if count.number > known.get((count.what, count.used_on, count.key), 0)]
    UseCount.objects.bulk_create(
        grown, batch_size=1000, update_conflicts=True, unique_fields=_KEY, update_fields=["number"]
    )
    return len(grown)
