"""How often banners were clicked, from the intake to the inside: the days' totals, copied and not moved.

Copying a total twice changes nothing, so a stop anywhere is harmless. A day that is over, and copied, is deleted.
"""

import datetime

from embeds.clicks import read_tally_name
from embeds.models import ClickCount
from intake.models import Tally

from .fetching import ALIAS

# Longer than any clock of the DMZ is wrong.
_KEPT = datetime.timedelta(days=2)
_KEY = ("subject", "clicked_on", "way")


def copy_tallies(*, today: datetime.date) -> int:
    """Copy what changed since the last time, and forget what is settled. Returns how many numbers were written."""
    tallies = list(Tally.objects.using(ALIAS).all())
    days = {tally.counted_on for tally in tallies}
    known = {
        (count.subject, count.clicked_on, count.way): count.number
        for count in ClickCount.objects.filter(clicked_on__in=days)
    }
    changed = [count for count in map(_count_of, tallies) if count and _is_more(count, known)]
    ClickCount.objects.bulk_create(changed, update_conflicts=True, unique_fields=_KEY, update_fields=["number"])
    # What the copying read of these days was their last: nobody counts for a day that is over.
    Tally.objects.using(ALIAS).filter(counted_on__lt=today - _KEPT).delete()
    return len(changed)


def _count_of(tally: Tally) -> ClickCount | None:
    read = read_tally_name(tally.name)
    if read is None:
        return None
    subject, way = read
    return ClickCount(subject=subject, way=way, clicked_on=tally.counted_on, number=tally.number)


def _is_more(count: ClickCount, known: dict[tuple[str, datetime.date, str], int]) -> bool:
    # Less it is only where the intake was made anew: then what was copied before is the better number.
    return count.number > known.get((count.subject, count.clicked_on, count.way), 0)
