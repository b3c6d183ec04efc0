"""Closures and milestones as iCalendar (RFC 5545), for a phone's own calendar to subscribe to."""

import datetime
from collections.abc import Callable, Container, Iterable, Iterator

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from disclosures.kinds.time_extension import TimeExtension
from disclosures.models import Release, ReleaseState
from sites.models import ConstructionSite

from .hours import Hours
from .reading import Closure
from .words import hours_in_words, lanes_in_words

REFRESH = datetime.timedelta(hours=1)
MOST_EVENTS = 1000  # closures in one calendar: about half a megabyte, and more than a phone shows
_DAY = datetime.timedelta(days=1)

Address = Callable[[ConstructionSite], str]

_FINDERS: list[Callable[[ConstructionSite, str], Iterable[Event]]] = []


def closure_calendar(closures: Iterable[Closure], *, name: str, address: Address) -> bytes:
    """The closures as repeated events in the city's time; of unknown hours as whole days that say so.

    `address` gives the absolute address of a site's page.
    """
    calendar = new_calendar(name)
    for closure in closures:
        for event in _closure_events(closure, address(closure.site)):
            calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def site_calendar(site: ConstructionSite, extensions: Iterable[TimeExtension], *, address: str) -> bytes:
    """Start, planned completion and each extension of a site as whole days, and what other apps know of it."""
    calendar = new_calendar(_("Works: %(site)s") % {"site": site.localized_name})
    for event in _milestones(site, extensions, address):
        calendar.add_component(event)
    for find in _FINDERS:
        for event in find(site, address):
            calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def milestone_calendar(
    *, name: str, starting: Iterable[ConstructionSite], finishing: Iterable[ConstructionSite], address: Address
) -> bytes:
    """Of many sites: the start of some works and the completion of others."""
    calendar = new_calendar(name)
    for sites, wanted in ((starting, "start"), (finishing, "end")):
        for site in sites:
            for event in _ends(site, address(site), wanted=(wanted,)):
                calendar.add_component(event)
    return calendar.to_ical()


def register(find: Callable[[ConstructionSite, str], Iterable[Event]]) -> None:
    """Add what another app knows of a site to its calendar, in one statement: `find` gets the site and its address."""
    _FINDERS.append(find)


def extensions_of(site: ConstructionSite) -> list[TimeExtension]:
    """The site's current extensions of time, the first first. One statement."""
    current = TimeExtension._default_manager.filter(release__site=site, release__state=ReleaseState.RELEASED)
    return list(current.select_related("release").order_by("completion_after_on", "pk"))


def new_calendar(name: str) -> Calendar:
    """An empty calendar of the city, in the language that is active."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Allimi//{settings.PROFILE.slug}//{(get_language() or settings.LANGUAGE_CODE).upper()}")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)  # what phones read in place of NAME
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    return calendar


def _closure_events(closure: Closure, address: str) -> Iterator[Event]:
    for number, stretch in enumerate(closure.hours or (None,)):
        event = event_of(closure.release, address=address, part=number)
        _set_times(event, closure, stretch)
        title = _("Closed: %(road)s") % {"road": closure.schedule.closure_road}
        event.add("summary", title if stretch else f"{title} ({hours_in_words(closure)})")
        event.add("location", closure.schedule.closure_road)
        event.add("description", _description(closure))
        if closure.site.latitude is not None and closure.site.longitude is not None:
            event.add("geo", (float(closure.site.latitude), float(closure.site.longitude)))
        yield event


def _set_times(event: Event, closure: Closure, stretch: Hours | None) -> None:
    """Daily through the period; whole days where the hours are not known. DTEND is exclusive."""
    if stretch is None:
        event.add("dtstart", closure.starts_on)
        event.add("dtend", closure.ends_on + _DAY)
        return
    start, end = stretch.beginning_on(closure.starts_on, timezone.get_default_timezone())
    event.add("dtstart", start)
    event.add("dtend", end)
    days = (closure.ends_on - closure.starts_on).days + 1
    if days > 1:
        event.add("rrule", {"freq": "daily", "count": days})


def _description(closure: Closure) -> str:
    site = closure.site
    lines = [
        site.localized_name,
        ", ".join(filter(None, (hours_in_words(closure), lanes_in_words(closure)))),
        _("Detour: %(detour)s") % {"detour": closure.schedule.detour} if closure.schedule.detour else "",
        f"{site.department} {site.department.phone}".strip() if site.department else "",
    ]
    return "\n".join(line for line in lines if line)


def _ends(site: ConstructionSite, address: str, *, wanted: Container[str] = ("start", "end")) -> Iterator[Event]:
    """The first day of the works and their completion, as far as they are known."""
    name = {"site": site.localized_name}
    dates = (("start", site.starts_on, _("Start of works: %(site)s")), ("end", site.ends_on, _completion(site)))
    for key, day, title in dates:
        if day is not None and key in wanted:
            event = new_event(f"{site.code}-{key}", address=address, changed_at=site.updated_at)
            _set_day(event, day, title % name)
            yield event


def _milestones(site: ConstructionSite, extensions: Iterable[TimeExtension], address: str) -> Iterator[Event]:
    yield from _ends(site, address)
    name = {"site": site.localized_name}
    for extension in extensions:
        event = event_of(extension.release, address=address)
        decided = extension.decided_on or extension.release.as_of_on
        _set_day(event, decided, _("Completion put off: %(site)s") % name)
        event.add("description", _extension_words(extension))
        yield event


def _completion(site: ConstructionSite) -> str:
    return _("Planned completion: %(site)s") if site.status != "completed" else _("Completed: %(site)s")


def _extension_words(extension: TimeExtension) -> str:
    days, before, after = extension.days, extension.completion_before_on, extension.completion_after_on
    if days is None or before is None or after is None:  # withheld
        return extension.reason
    moved = _("%(days)d days: from %(before)s to %(after)s.") % {"days": days, "before": before, "after": after}
    return f"{moved}\n{extension.reason}".strip()


def _set_day(event: Event, day: datetime.date, title: str) -> None:
    event.add("summary", capfirst(title))
    event.add("dtstart", day)
    event.add("dtend", day + _DAY)
    event.add("transp", "TRANSPARENT")


def event_of(release: Release, *, address: str, part: int = 0) -> Event:
    """An event of a released item: its number stays through corrections, of which each raises SEQUENCE."""
    event = new_event(f"{release.item}-{part}", address=address, changed_at=release.released_at)
    event.add("sequence", release.version - 1)
    return event


def new_event(key: str, *, address: str, changed_at: datetime.datetime) -> Event:
    """An event without its times: `key` names it for good, `address` is its page, absolute."""
    event = Event()
    event.add("uid", f"{key}@{settings.PROFILE.slug}.allimi")
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("url", address)
    return event
