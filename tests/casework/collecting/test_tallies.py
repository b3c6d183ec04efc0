"""Totals of days are copied inside: twice without harm, and forgotten outside when their day is over."""

import datetime

import pytest

from allimi.embedded.running import Running
from casework.collecting.tallies import copy_tallies
from embeds.clicks import tally_name
from embeds.models import ClickCount
from tests.wall.planting import run

TODAY = datetime.date(2026, 11, 23)
NAME = tally_name("districts", "11200", way="banner")


@pytest.fixture(autouse=True)
def empty(live: Running) -> None:
    run("intake_admin", "TRUNCATE intake_tally")
    ClickCount.objects.all().delete()


def count(number: int, *, on: datetime.date = TODAY, name: str = NAME) -> None:
    run(
        "intake_admin",
        f"DELETE FROM intake_tally WHERE name = '{name}' AND counted_on = '{on}'; "
        f"INSERT INTO intake_tally (name, counted_on, number) VALUES ('{name}', '{on}', {number})",
    )


def copied() -> list[tuple[str, str, datetime.date, int]]:
    return list(ClickCount.objects.order_by("clicked_on").values_list("subject", "way", "clicked_on", "number"))


def test_total_is_copied_as_it_stands_however_often() -> None:
    count(3)
    assert copy_tallies(today=TODAY) == 1
    assert copy_tallies(today=TODAY) == 0
    count(5)
    copy_tallies(today=TODAY)
    assert copied() == [("districts/11200", "banner", TODAY, 5)]


def test_day_that_is_over_is_copied_and_then_forgotten_outside() -> None:
    old = TODAY - datetime.timedelta(days=9)
    count(4, on=old)
    copy_tallies(today=TODAY)
    assert copy_tallies(today=TODAY) == 0
    assert copied() == [("districts/11200", "banner", old, 4)]


def test_intake_that_was_made_anew_takes_nothing_back() -> None:
    count(7)
    copy_tallies(today=TODAY)
    count(1)
    copy_tallies(today=TODAY)
    assert copied()[0][-1] == 7


@pytest.mark.parametrize(
    "name",
    ["visit home", "click banner elsewhere/1", "click way districts/11200", f"click card sites/{'9' * 80}", "click"],
)
def test_tally_of_something_else_stops_nothing(name: str) -> None:
    count(2, name=name)
    count(3)
    copy_tallies(today=TODAY)
    assert [number for *_rest, number in copied()] == [3]
