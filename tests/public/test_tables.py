"""Tables and calendars as the DMZ serves them: from the replica, under its two seconds, row by row."""

import csv
import io

import pytest
from django.test import Client
from icalendar import Calendar

from tests.public.conftest import Released

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    ["/sites.csv", "/en/sites.csv?status=ongoing", "/closures.csv", "/statistics/work-type.csv", "/directory.csv"],
)
def test_tables_stream_and_leave_nothing_with_the_reader(client: Client, released: Released, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200 and response.streaming
    assert response["Cache-Control"] == "no-cache" and not response.cookies
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1
    if "sites.csv" in address:
        assert released.site in [row[0] for row in rows]
        assert released.gone not in [row[0] for row in rows]


def test_calendars_read_back(client: Client, released: Released) -> None:
    for address in ("/closures.ics", f"/sites/{released.site}/closures.ics", f"/en/sites/{released.site}/calendar.ics"):
        response = client.get(address)
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        calendar = Calendar.from_ical(response.content)
        if address.endswith("calendar.ics"):
            assert len(calendar.walk("VEVENT")) == 4
            assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    assert client.get(f"/sites/{released.gone}/calendar.ics").status_code == 404
