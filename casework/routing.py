"""Which department a petition goes to, and whose duty it is there."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.models import Route
from casework.together import once
from desk.models import ManagedSite, Official, Role, SiteAssignment, SiteDuty
from sites.models import Department


class NoRoute(Exception):
    """No route takes it, and it names no site: an administrator has to say where such petitions go."""


@dataclass(frozen=True)
class Routed:
    department: Department
    officer: Official | None
    category: str


def route(*, post: str, text: str, site: ManagedSite | None, today: datetime.date) -> Routed:
    """The first route that fits; without one, the site's own department. Raises NoRoute."""
    routes = once("routes", lambda: list(Route.objects.in_order()))
    fitting = next((each for each in routes if _fits(each, post, text, site)), None)
    department = (fitting.department if fitting else None) or (site.department if site else None)
    if department is None:
        raise NoRoute(_("No route takes it. Add one without conditions: it takes what is left."))
    duty = fitting.duty if fitting else ""
    officer = once(("duty", department.pk, duty), lambda: _by_duty(department, duty)) if duty else None
    if officer is None and site is not None and site.department_id == department.pk:
        officer = once(("officer", site.pk, today), lambda: _of_site(site, today))
    return Routed(department, officer, fitting.category if fitting else "")


def _fits(candidate: Route, post: str, text: str, site: ManagedSite | None) -> bool:
    if candidate.department is None and site is None:
        return False
    if candidate.post and candidate.post != post:
        return False
    if candidate.site_id is not None and (site is None or candidate.site_id != site.pk):
        return False
    words = [word.strip().casefold() for word in candidate.words.split(",") if word.strip()]
    if words:
        return any(word in text.casefold() for word in words)
    # Without any condition it takes what is left: what belongs to no site.
    return bool(candidate.post or candidate.site_id) or site is None


def _by_duty(department: Department, duty: str) -> Official | None:
    people = Official.objects.active().filter(department=department, groups__name=Role.EDITOR.value)
    return people.filter(duty__icontains=duty).first()


def _of_site(site: ManagedSite, today: datetime.date) -> Official | None:
    """Who is assigned to the site as its officer; the one who was first."""
    assigned = SiteAssignment.objects.active(today).for_site(site).filter(duty=SiteDuty.OFFICER)
    found = assigned.filter(official__is_active=True, official__firm=None).select_related("official").order_by("pk")
    return next((each.official for each in found), None)
