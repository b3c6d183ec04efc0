"""What became public since the last look, in one numbered sequence, and which topics it concerns.

Releases are read from the ledger, notices by their own count: both are written under the chain's lock, so nothing with
a lower number appears later. One program at a time reads on; a stop anywhere repeats nothing and leaves nothing out.
"""

import datetime
from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import Max

from disclosures.models import LedgerEntry, LedgerEvent
from newsletters.models import Bulletin

from .matching import topics_of
from .models import FollowedTopic, Happening, ReadUntil

LEDGER, NOTICES = "ledger", "notices"
BATCH = 2_000  # ledger entries at a time: a first import has a hundred thousand


def newest_happening() -> int:
    """The number of the last thing that was noted; 0 before the first."""
    return Happening.objects.aggregate(newest=Max("pk"))["newest"] or 0


def note_all(*, now: datetime.datetime) -> int:
    """Everything that became public meanwhile. How much it was."""
    total = 0
    while noted := note_some(now=now):
        total += noted
    return total


@transaction.atomic
def note_some(*, now: datetime.datetime) -> int:
    """The next part of it, and the topics that it concerns. How much it was; 0 where nothing is left."""
    happenings = [*_releases(now), *_notices(now)]
    if not happenings:
        return 0
    known = newest_happening()
    Happening.objects.bulk_create(happenings, ignore_conflicts=True)
    fresh = Happening.objects.filter(pk__gt=known)
    newest = fresh.aggregate(newest=Max("pk"))["newest"]
    if newest is not None:
        sites = set(fresh.values_list("site", flat=True))
        FollowedTopic.objects.filter(pk__in=topics_of(sites)).update(newest=newest)
    return len(happenings)


def _releases(now: datetime.datetime) -> list[Happening]:
    """Of what was withdrawn nobody is told; the site's page says it."""
    read = _locked(LEDGER, lambda: LedgerEntry.objects.aggregate(newest=Max("sequence"))["newest"] or 0)
    entries = LedgerEntry.objects.filter(sequence__gt=read.position).order_by("sequence").select_related("release")
    found = list(entries[:BATCH])
    _read(read, [entry.sequence for entry in found])
    released = {entry.release_id: entry.release for entry in found if entry.event == LedgerEvent.RELEASED}
    return [Happening(site_id=each.site_id, release=each, noted_at=now) for each in released.values()]


def _notices(now: datetime.datetime) -> list[Happening]:
    read = _locked(NOTICES, lambda: Bulletin.objects.aggregate(newest=Max("change"))["newest"] or 0)
    found = list(Bulletin.objects.changed_since(read.position).prefetch_related("sites")[:BATCH])
    _read(read, [bulletin.change for bulletin in found])
    return [
        Happening(site=site, bulletin=bulletin, noted_at=now)
        for bulletin in found
        if bulletin.is_shown and not bulletin.is_issue
        for site in bulletin.sites.all()
    ]


def _locked(name: str, newest: Callable[[], int]) -> ReadUntil:
    """The place up to which it was read, held; the first time that is the end: nobody asked to hear of the past."""
    if not ReadUntil.objects.filter(name=name).exists():
        ReadUntil.objects.bulk_create([ReadUntil(name=name, position=newest())], ignore_conflicts=True)
    return ReadUntil.objects.select_for_update().get(name=name)


def _read(read: ReadUntil, positions: Sequence[int]) -> None:
    if positions:
        read.position = max(positions)
        read.save(update_fields=["position"])
