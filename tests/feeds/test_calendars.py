"""Calendars of milestones and closures, as vobject reads them: another library than writes them."""

import datetime
from typing import Any

import pytest
import vobject
from django.test import Client
from django.utils import timezone
from icalendar import Event

from disclosures.closures import calendars
from tests.factories import make_release, make_site

pytestmark = pytest.mark.django_db


def read(client: Client, path: str) -> list[Any]:
    """The events of a valid calendar."""
    response = client.get(path)
    assert response.status_code == 200 and response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = vobject.readOne(response.content.decode())
    calendar.validate(raiseException=True)
    events = list(getattr(calendar, "vevent_list", []))
    identifiers = [event.uid.value for event in events]
    assert len(identifiers) == len(set(identifiers))
    return events


def test_works_that_begin_and_end_in_a_district(client: Client) -> None:
    today = timezone.localdate()
    values = {"starts_on": today + datetime.timedelta(days=9), "ends_on": today + datetime.timedelta(days=99)}
    there = make_release("site", **values).site
    elsewhere = make_release("site", district_codes=["11110"], **values).site
    by_key = {event.uid.value: event for event in read(client, "/feeds/milestones.ics?district=11200")}
    start, end = (by_key[f"{there.code}-{key}@seoul.allimi"] for key in ("start", "end"))
    assert (start.dtstart.value, end.dtstart.value) == (there.starts_on, there.ends_on)
    assert there.name in start.summary.value and start.url.value.endswith(f"/sites/{there.code}/")
    assert f"{elsewhere.code}-start@seoul.allimi" not in by_key
    assert f"{elsewhere.code}-start@seoul.allimi" in {e.uid.value for e in read(client, "/feeds/milestones.ics")}
    assert client.get("/feeds/milestones.ics?district=nowhere").status_code == 404


def test_calendar_of_a_site_has_what_other_apps_know_of_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    site = make_site()
    release = make_release("time-extension", site=site)
    hearing = datetime.datetime(2031, 3, 3, 10, tzinfo=timezone.get_default_timezone())

    def find(found: Any, address: str) -> list[Event]:
        event = calendars.new_event("hearing-1", address=address, changed_at=hearing)
        event.add("dtstart", hearing)
        event.add("summary", f"주민 설명회: {found.name}")
        return [event]

    monkeypatch.setattr(calendars, "_FINDERS", [find])
    events = {event.uid.value: event for event in read(client, f"/sites/{site.code}/calendar.ics")}
    assert events["hearing-1@seoul.allimi"].dtstart.value == hearing
    assert f"{release.item}-0@seoul.allimi" in events and f"{site.code}-end@seoul.allimi" in events


def test_closures_repeat_by_another_library_too(client: Client) -> None:
    first = datetime.date(2031, 5, 5)
    release = make_release(
        "work-schedule",
        starts_on=first,
        ends_on=first + datetime.timedelta(days=4),
        closure_road="금호로 1차로",
        closure_hours="22:00–05:00",
    )
    (event,) = read(client, f"/sites/{release.site.code}/closures.ics")
    begun = [moment.date() for moment in event.getrruleset(addRDate=True)]
    assert begun == [first + datetime.timedelta(days=day) for day in range(5)]
