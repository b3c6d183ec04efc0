"""Differences in words: by how much a number or date moved, and which words of a text did."""

import datetime
from decimal import Decimal

import pytest

from desk.changes import moved, pieces
from desk.models import draft_model


def field(kind: str, name: str):  # type: ignore[no-untyped-def]
    return draft_model(kind)._meta.get_field(name)


@pytest.mark.parametrize(
    ("kind", "name", "before", "after", "told"),
    [
        ("contract", "amount", 8_800_000_000, 9_000_000_000, ("+200,000,000", "+2.3%")),
        ("contract", "amount", 1_000, 900, ("−100", "−10.0%")),
        ("progress", "actual_percent", Decimal("50"), Decimal("48.5"), ("−1.50",)),
        ("time-extension", "completion_after_on", datetime.date(2027, 5, 31), datetime.date(2027, 8, 31), ("92",)),
        ("time-extension", "days", 90, 92, ("+2",)),
    ],
)
def test_a_number_or_date_moves(kind: str, name: str, before: object, after: object, told: tuple[str, ...]) -> None:
    words = moved(field(kind, name), before, after)
    assert all(part in words for part in told)


@pytest.mark.parametrize(
    ("kind", "name", "before", "after"),
    [
        ("contract", "amount", None, 1_000),
        ("contract", "amount", 1_000, 1_000),
        ("contract", "title", "가", "나"),
        ("location", "latitude", Decimal("37.5"), Decimal("37.6")),
    ],
)
def test_what_did_not_move_by_a_number_is_not_counted(kind: str, name: str, before: object, after: object) -> None:
    assert moved(field(kind, name), before, after) == ""


def test_words_that_came_and_went_are_marked() -> None:
    found = pieces("정체를 줄이려고 2차로를 4차로로 넓힙니다.", "정체를 줄이려고 2차로를 6차로로 넓힙니다.")
    assert [piece.text for piece in found if piece.is_old] == ["4차로로"]
    assert [piece.text for piece in found if piece.is_new] == ["6차로로"]
    assert "".join(piece.text for piece in found if not piece.is_old) == "정체를 줄이려고 2차로를 6차로로 넓힙니다."


def test_texts_with_little_in_common_are_read_one_after_the_other() -> None:
    assert pieces("북쪽 육교 위에서", "완공 뒤의 조감도") == []
