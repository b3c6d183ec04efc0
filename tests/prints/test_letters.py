"""What anybody may have typed, in letters that the font has."""

import pytest

from prints.letters import printable


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("3번 교각 👷 조립", "3번 교각 □ 조립"),
        ("👨\u200d👩\u200d👧 가족", "□ 가족"),
        ("첫째\ufe0f", "첫째"),
        ("줄\n바꿈\t탭", "줄 바꿈 탭"),
        ("\u202e뒤집힌\ufeff 말\x07", "뒤집힌 말"),
        ("\u1100\u1161", "가"),
        ("नमस्ते", "□"),
        ("野家 ㎡ ℃ № ㈜ ① 〈가〉", "野家 ㎡ ℃ № ㈜ ① 〈가〉"),
        ("Tiếng Việt: đường bị chặn", "Tiếng Việt: đường bị chặn"),
        ('#panic("x") *b* $x$ \\', '#panic("x") *b* $x$ \\'),
    ],
)
def test_text_is_printed_as_far_as_the_font_goes(typed: str, printed: str) -> None:
    assert printable(typed) == printed


def test_content_keeps_its_shape() -> None:
    content = {"boards": [{"name": "공사 👷", "done": 62.1, "picture": None}], "number": 3}
    assert printable(content) == {"boards": [{"name": "공사 □", "done": 62.1, "picture": None}], "number": 3}
