"""Text as outlines: as wide as reckoned, cut and broken where it has no room."""

import unicodedata

import pytest

from embeds.drawing.letters import ELLIPSIS, broken, fitted, shaped, shortened

LONG = "서울 지하철 9호선 4단계 연장 1공구 건설공사"


@pytest.mark.parametrize(
    "text", ["성동구 공사장", "Construction sites", "Công trường đang thi công", "₩1,234 · 62.1% →"]
)
def test_every_letter_of_the_three_languages_has_an_outline(text: str) -> None:
    line = shaped(text, "bold")
    letters = [letter for letter in text if not letter.isspace()]
    missing = shaped("\ue000", "bold").path  # what the typeface draws where it has no letter
    assert line.path.count("M") == len(letters)
    assert all(shaped(letter, "bold").path != missing for letter in letters)
    assert line.width(20) == pytest.approx(2 * line.width(10))


def test_vietnamese_with_loose_accents_is_drawn_as_the_composed_one() -> None:
    text = "Nguyễn Thị Đường"
    assert shaped(unicodedata.normalize("NFD", text), "regular").path == shaped(text, "regular").path


def test_nothing_is_drawn_of_no_text() -> None:
    assert shaped("", "bold").ems == 0 and not shaped("", "bold").path


def test_line_that_is_too_wide_becomes_smaller_and_then_shorter() -> None:
    line, size = fitted(LONG, "bold", size=20, least=5, width=200)
    assert line.text == LONG and 5 <= size < 20 and line.width(size) <= 200
    line, size = fitted(LONG, "bold", size=20, least=15, width=200)
    assert size == 15 and line.text.endswith(ELLIPSIS) and LONG.startswith(line.text[:-1]) and line.width(15) <= 200


def test_no_more_fits_than_an_ellipsis_allows() -> None:
    line = shortened(LONG, "bold", size=20, width=100)
    longer = LONG[: len(line.text)].rstrip() + ELLIPSIS
    assert line.width(20) <= 100 < shaped(longer, "bold").width(20)


def test_text_is_broken_between_words_and_the_last_line_is_shortened() -> None:
    lines = [line.text for line in broken(LONG, "bold", size=20, width=150, most=2)]
    assert len(lines) == 2 and lines[1].endswith(ELLIPSIS)
    whole = [line.text for line in broken(LONG, "bold", size=20, width=150, most=9)]
    assert " ".join(whole) == LONG


def test_word_that_is_wider_than_the_line_is_cut() -> None:
    lines = broken("가" * 60, "bold", size=20, width=100, most=3)
    assert [line.text[-1] for line in lines] == [ELLIPSIS]
