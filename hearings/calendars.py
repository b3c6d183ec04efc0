"""Briefings and hearings as events of a calendar."""

import datetime
from collections.abc import Callable, Iterable, Iterator

from django.utils import timezone
from icalendar import Event

from disclosures.closures import parse_hours
from disclosures.closures.calendars import event_of, new_calendar
from disclosures.kinds.hearing import Hearing
from sites.models import ConstructionSite

from .reading import hearings

_DAY = datetime.timedelta(days=1)


def events_of_site(site: ConstructionSite, address: str) -> Iterator[Event]:
    """Those of one site. One statement."""
    for hearing in hearings().for_site(site).select_related("release__site").order_by("held_on", "pk"):
        yield event(hearing, address)


def hearing_calendar(found: Iterable[Hearing], *, name: str, address: Callable[[ConstructionSite], str]) -> bytes:
    """Those of many sites; `address` gives the absolute address of a site's page."""
    calendar = new_calendar(name)
    for hearing in found:
        calendar.add_component(event(hearing, address(hearing.release.site)))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def event(hearing: Hearing, address: str) -> Event:
    """At its hours where they are one stretch of one day, else whole days that say the hours. DTEND is exclusive."""
    release, first = hearing.release, hearing.held_on or hearing.release.as_of_on
    last = hearing.held_until_on or first
    made = event_of(release, address=f"{address}#i{release.pk}")
    made.add("summary", f"{hearing.title} – {release.site.localized_name}")
    if hearing.place:
        made.add("location", hearing.place)
    told = (hearing.get_hearing_type_display(), hearing.hours, hearing.about, hearing.taking_part, hearing.phone)
    made.add("description", "\n".join(str(each) for each in told if each))
    stretches = parse_hours(hearing.hours)
    if len(stretches) == 1 and last == first:
        start, end = stretches[0].beginning_on(first, timezone.get_default_timezone())
        made.add("dtstart", start)
        made.add("dtend", end)
    else:
        made.add("dtstart", first)
        made.add("dtend", last + _DAY)
    return made
