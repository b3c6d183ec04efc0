"""What each site owes next, derived from its releases."""

from collections.abc import Callable, Collection

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from disclosures.lateness import calendar_kinds, next_due_on
from disclosures.models import Release, UpdateDuty
from sites.models import ConstructionSite

from .chain import lock_chain

CHUNK = 1_000  # sites a transaction, so that releases go on between them


def refresh_duties(site_ids: Collection[int]) -> int:
    """Bring the update duties up to the sites' current releases. Returns how many changed. Four statements at most."""
    cycles = calendar_kinds(settings.PROFILE)
    current = Release.objects.current().filter(site__in=site_ids, kind__in=cycles)
    newest = {
        (site, kind): day
        for site, kind, day in current.order_by().values_list("site", "kind").annotate(Max("as_of_on"))
    }
    wanted = {}
    for site in ConstructionSite.objects.disclosed().filter(pk__in=site_ids).only("status", "starts_on"):
        for kind, cycle in cycles.items():
            as_of_on = newest.get((site.pk, kind))
            if due_on := next_due_on(cycle, as_of_on, site=site):
                wanted[site.pk, kind] = (as_of_on, due_on)
    there = {
        (duty.site_id, duty.kind): (duty.as_of_on, duty.due_on) for duty in UpdateDuty.objects.filter(site__in=site_ids)
    }
    return _write(wanted, there)


def refresh_all_duties(*, step: Callable[[int], object] = lambda _count: None) -> int:
    """The same for every site: after an update, or when the profile's cycles changed. Returns how many changed."""
    changed, last = 0, 0
    while keys := list(
        ConstructionSite.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    ):
        with transaction.atomic():
            lock_chain()
            changed += refresh_duties(keys)
        last = keys[-1]
        step(len(keys))
    return changed


def _write(wanted: dict, there: dict) -> int:
    """Write what differs, and remove what is owed no longer. Derived data: the audit does not tell of it."""
    differs = [
        UpdateDuty(site_id=site, kind=kind, as_of_on=as_of_on, due_on=due_on)
        for (site, kind), (as_of_on, due_on) in wanted.items()
        if there.get((site, kind)) != (as_of_on, due_on)
    ]
    UpdateDuty.objects.bulk_create(
        differs, update_conflicts=True, unique_fields=["site", "kind"], update_fields=["as_of_on", "due_on"]
    )
    gone = there.keys() - wanted.keys()
    for kind in {kind for _site, kind in gone}:
        UpdateDuty.objects.filter(kind=kind, site__in=[site for site, each in gone if each == kind]).delete()
    return len(differs) + len(gone)
