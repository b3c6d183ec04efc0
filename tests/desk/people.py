"""People with roles, at departments and firms, as the tests of rights need them."""

import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from desk import actions
from desk.models import Deputy, Draft, ManagedSite, Official, OutsideFirm, Role, SiteAssignment, SiteDuty
from tests.factories import make_official, make_submitted

DAY = datetime.timedelta(days=1)


def make_person(*held: Role, **values: Any) -> Official:
    person = make_official(is_staff=True, **values)
    person.groups.set(Group.objects.filter(name__in=held))
    return person


def make_outsider(*held: Role, firm: str = "(주)한빛가람건설") -> Official:
    return make_person(*held, department=None, firm=OutsideFirm.objects.get_or_create(name=firm)[0])


def assign(person: Official, site: ManagedSite, duty: SiteDuty, **values: Any) -> SiteAssignment:
    dates = {"starts_on": timezone.localdate(), "ends_on": None, **values}
    return actions.assign(official=person, site=site, duty=duty, by=make_official(), **dates)


def stand_in(deputy: Official, absent: Official, **values: Any) -> Deputy:
    today = timezone.localdate()
    given = {"starts_on": today, "ends_on": today + DAY, "reason": "연가", **values}
    return actions.arrange_deputy(absent=absent, deputy=deputy, by=absent, now=timezone.now(), **given)


def fresh(person: Official) -> Official:
    """The person as the next request reads him."""
    return Official.objects.get(pk=person.pk)


def submitted_at(site: ManagedSite, *, by: Official | None = None) -> Draft:
    return make_submitted("progress", site=site, by=by or make_official(department=site.department))
