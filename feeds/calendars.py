"""Calendars of many sites' milestones, by the rules of the calendar of one."""

import datetime
from collections.abc import Callable

from django.utils.translation import gettext as _

from disclosures.closures.calendars import MOST_EVENTS, milestone_calendar
from sites.models import ConstructionSite, District
from sites.models.construction_site import ConstructionSiteQuerySet

# From so many days ago to so many ahead: what just began or ended, and what is planned for the coming year.
_BACK, _AHEAD = datetime.timedelta(days=30), datetime.timedelta(days=365)


def coming_milestones(
    district: District | None, *, today: datetime.date, address: Callable[[ConstructionSite], str]
) -> bytes:
    """When works begin and are to be complete, in the city or in a district. Two statements."""
    every = ConstructionSite.objects.all() if district is None else ConstructionSite.objects.filter(districts=district)
    starting: ConstructionSiteQuerySet = every.starting_between(today - _BACK, today + _AHEAD)
    finishing: ConstructionSiteQuerySet = every.finishing_between(today, today + _AHEAD)
    name = _("Works that begin and end")
    return milestone_calendar(
        name=name if district is None else f"{name}: {district.localized_name}",
        starting=starting[: MOST_EVENTS // 2],
        finishing=finishing[: MOST_EVENTS // 2],
        address=address,
    )
