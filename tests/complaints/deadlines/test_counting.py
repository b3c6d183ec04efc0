"""What the law does not allow, what lasts, and how it is told."""

import datetime

import pytest
from django.utils import translation

from complaints.deadlines import (
    Extension,
    NotAllowed,
    Pause,
    PauseGround,
    StatutoryType,
    city_calendar,
    city_periods,
    next_progress_notice,
    reply_by,
)

CALENDAR = city_calendar("seoul")
DAY = datetime.timedelta(days=1)


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(f"{text}+09:00")


@pytest.mark.parametrize(
    ("extensions", "words"),
    [
        ([Extension(8)], "between 1 and 7"),
        ([Extension(0)], "between 1 and 7"),
        ([Extension(1), Extension(1)], "consent"),
        ([Extension(1), Extension(1, with_consent=True), Extension(1, with_consent=True)], "no third"),
    ],
)
def test_an_extension_that_the_law_does_not_know_is_refused(extensions: list[Extension], words: str) -> None:
    with translation.override("en"), pytest.raises(NotAllowed, match=words):
        reply_by(StatutoryType.QUERY, at("2026-11-02 09:00"), calendar=CALENDAR, extensions=extensions)


def test_an_investigation_stops_the_clock_of_a_grievance_alone() -> None:
    pause = Pause(PauseGround.INVESTIGATION, at("2026-11-03 09:00"), at("2026-11-04 09:00"))
    with pytest.raises(NotAllowed):
        reply_by(StatutoryType.QUERY, at("2026-11-02 09:00"), calendar=CALENDAR, pauses=[pause])


def test_a_second_investigation_is_refused() -> None:
    pauses = [Pause(PauseGround.INVESTIGATION, at(f"2026-11-0{n} 09:00"), at(f"2026-11-0{n} 10:00")) for n in (3, 5)]
    with pytest.raises(NotAllowed):
        reply_by(StatutoryType.GRIEVANCE, at("2026-11-02 09:00"), calendar=CALENDAR, pauses=pauses)


def test_while_the_clock_stands_still_the_earliest_day_is_told() -> None:
    asked = Pause(PauseGround.QUESTION, at("2026-11-04 15:00"))
    deadline = reply_by(StatutoryType.QUERY, at("2026-11-02 09:00"), calendar=CALENDAR, pauses=[asked])
    assert deadline.is_paused
    assert deadline.due_at == at("2026-11-11 23:59:59")
    with translation.override("en"):
        assert "at the earliest" in deadline.explanation[-1]


def test_the_explanation_names_each_holiday_in_the_way() -> None:
    deadline = reply_by(StatutoryType.QUERY, at("2026-02-13 20:00"), calendar=CALENDAR)
    with translation.override("en"):
        told = " ".join(deadline.explanation)
    assert "Feb. 13, 2026 (Fri), 20:00" in told
    assert "Feb. 19, 2026 (Thu), 09:00" in told  # when the office opened next
    assert "Feb. 17, 2026 (Tue) Korean New Year" in told
    assert told.endswith("Feb. 27, 2026 (Fri).")
    with translation.override("ko"):
        assert "설날" in " ".join(deadline.explanation)


def test_progress_is_told_each_30_days() -> None:
    received = datetime.date(2026, 11, 2)
    assert next_progress_notice(received, after=received) == datetime.date(2026, 12, 2)
    assert next_progress_notice(received, after=datetime.date(2026, 12, 1)) == datetime.date(2026, 12, 2)
    assert next_progress_notice(received, after=datetime.date(2026, 12, 2)) == datetime.date(2027, 1, 1)


@pytest.mark.parametrize("profile", ["seoul", "da-nang"])
def test_each_city_has_a_time_for_each_type_and_hours_of_eight_a_day(profile: str) -> None:
    assert set(city_periods(profile)) == set(StatutoryType)
    calendar = city_calendar(profile)
    monday = datetime.date(2026, 11, 9)
    assert sum((end - start for start, end in calendar.stretches(monday)), datetime.timedelta()) == 8 * DAY / 24
