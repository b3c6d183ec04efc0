"""The dated cases of cases.toml, each with the article it rests on."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

import pytest

from complaints.deadlines import (
    Extension,
    Pause,
    PauseGround,
    Period,
    StatutoryType,
    TransferTo,
    accept_by,
    city_calendar,
    reply_by,
    transfer_by,
)

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))
CALENDAR = city_calendar("seoul")


def moment(text: str) -> datetime.datetime:
    """A date alone is the last second of it."""
    text = text if " " in text else f"{text} 23:59:59"
    return CALENDAR.local(datetime.datetime.fromisoformat(f"{text}+09:00"))


def name(case: dict[str, Any]) -> str:
    return f"{case.get('type', case.get('to'))} {case['received']}"


@pytest.mark.parametrize("case", CASES["case"], ids=name)
def test_an_answer_is_due_when_it_was_worked_out_by_hand(case: dict[str, Any]) -> None:
    deadline = reply_by(
        StatutoryType(case["type"]),
        moment(case["received"]),
        calendar=CALENDAR,
        period=Period.of_days(case["days"]) if "days" in case else None,
        pauses=[
            Pause(PauseGround(each["ground"]), moment(each["from"]), moment(each["to"]), each.get("longer", False))
            for each in case.get("pauses", ())
        ],
        extensions=[Extension(each, with_consent=index > 0) for index, each in enumerate(case.get("extensions", ()))],
    )
    assert deadline.due_at == moment(case["due"]), case["counted"]


@pytest.mark.parametrize("step", CASES["step"], ids=name)
def test_it_is_accepted_and_passed_on_within_the_legal_hours(step: dict[str, Any]) -> None:
    received = moment(step["received"])
    if step["to"] == "accept":
        due = accept_by(received, calendar=CALENDAR)
    else:
        due = transfer_by(TransferTo(step["to"]), received, calendar=CALENDAR)
    assert due == moment(step["due"]), step["counted"]


def test_each_case_rests_on_an_article() -> None:
    assert len(CASES["case"]) >= 60
    assert all(each["article"] and each["counted"] for each in [*CASES["case"], *CASES["step"]])
