"""How often banners were clicked and pages used, from the intake to the inside: the days' totals, copied and not moved.

Copying a total twice changes nothing, so a stop anywhere is harmless. A day that is over, and copied, is deleted.
"""

import datetime

from embeds.clicks import read_tally_name
from embeds.models import ClickCount
from intake.models import Tally
from usage.copying import copy_uses

from .fetching import ALIAS

# Longer than any clock of the DMZ is wrong.
_KEPT = datetime.timedelta(days=2)
_MOST = 50_000  # tallies at a time, whoever may have filled the table
_KEY = ("subject", "clicked_on", "way")


def copy_tallies(*, today: datetime.date) -> int:
    """Copy what changed since the last time, and forget what is settled. Returns how many numbers were written."""
    tallies = list(Tally.objects.using(ALIAS).order_by("counted_on", "pk")[:_MOST])
    days = {tally.counted_on for tally in tallies}
    known = {
        (count.subject, count.clicked_on, count.way): count.number
        for count in ClickCount.objects.filter(clicked_on__in=days)
    }
    changed = [count for count in map(_count_of, tallies) if count and _is_more(count, known)]
    ClickCount.objects.bulk_create(changed, update_conflicts=True, unique_fields=_KEY, update_fields=["number"])
    written = len(changed) + copy_uses((tally.name, tally.counted_on, tally.number) for tally in tallies)
    # What was read of these days was their last: nobody counts for a day that is over.
    settled = [tally.pk for tally in tallies if tally.counted_on < today - _KEPT]
    Tally.objects.using(ALIAS).filter(pk__in=settled).delete()
    return written


def _count_of(tally: Tally) -> ClickCount | None:
    """None of what is no click. The DMZ is not believed: what it could have made up must not stop the collector."""
    read = read_tally_name(tally.name)
    if read is None:
        return None
    subject, way = read
    return ClickCount(subject=subject, way=way, clicked_on=tally.counted_on, number=tally.number)


def _is_more(count: ClickCount, known: dict[tuple[str, datetime.date, str], int]) -> bool:
    # Less it is only where the intake was made anew: then what was copied before is the better number.
    return count.number > known.get((count.subject, count.clicked_on, count.way), 0)
