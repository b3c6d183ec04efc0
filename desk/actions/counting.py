"""Counts the figures of the statistics and the cells of the map, so that pages read a row a group."""

import datetime
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from disclosures.models import Clock, LedgerEntry, LedgerEvent
from disclosures.statistics import BREAKDOWNS, count_all, count_groups
from sites.map_points import count_cells
from sites.models import CountedCell, CountedFigures

from .chain import lock_chain

# What counting may take of the machine while releases go on: a share of the time, and never every second.
_PAUSE = datetime.timedelta(seconds=10)
_SHARE = 20

# What apps above the desk count, such as how departments answer; each is called with `now`.
_OTHERS: list[Callable[..., None]] = []


def also_count(count: Callable[..., None]) -> None:
    """Have something counted every minute by the same worker. Call it in an app's `ready`."""
    _OTHERS.append(count)


def count_others(*, now: datetime.datetime) -> None:
    for count in _OTHERS:
        count(now=now)


def figures_are_due(*, now: datetime.datetime, took: datetime.timedelta) -> bool:
    """Whether to count anew, where the last time took so long: nothing is counted, another day, or a release."""
    counted = CountedFigures.objects.filter(breakdown=CountedFigures.ALL).first()
    if counted is None or timezone.localtime(counted.counted_at).date() != timezone.localtime(now).date():
        return True
    return counted.sequence != _sequence() and now - counted.counted_at >= max(_PAUSE, took * _SHARE)


def count_figures(*, now: datetime.datetime) -> bool:
    """Write every figure anew. False, and nothing is written, where something was taken down meanwhile.

    Derived data alone: nothing is disclosed by it that was not, so the audit does not tell of it. Releases go on while
    it counts: only writing holds the chain.
    """
    sequence = _sequence()
    counted = [count_all(now), *(figures for each in BREAKDOWNS.values() for figures in count_groups(each, now))]
    for figures in counted:
        figures.sequence = sequence
    cells = list(count_cells())
    with transaction.atomic():
        lock_chain()
        if LedgerEntry.objects.filter(sequence__gt=sequence).exclude(event=LedgerEvent.RELEASED).exists():
            return False
        forget_figures()
        CountedFigures.objects.bulk_create(counted)
        CountedCell.objects.bulk_create(cells, batch_size=5_000)
    return True


def forget_figures() -> None:
    """No sum keeps what was taken down; pages count by themselves until all is counted anew."""
    CountedFigures.objects.all().delete()
    CountedCell.objects.all().delete()


def _sequence() -> int:
    return Clock.objects.values_list("sequence", flat=True).first() or 0
