"""The spelling of text for the search, and its tokens."""

import unicodedata

import pytest

from sites.search.text import fold, initials, keystrokes, squeeze, typed_words
from sites.search.tokens import entry_tokens, grams, token


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("금호로 확장공사(행당동 구간)", "금호로 확장공사 행당동 구간"),
        ("Geumho-ro widening, lot 2", "geumhoro widening lot 2"),
        ("GTX역 2단계", "gtx 역 2 단계"),
        ("(주)한빛가람건설", "한빛가람건설"),
        ("㈜다온 주식회사", "다온"),
        ("ＧＴＸ　Ａ", "gtx a"),
        ("Cầu Rồng, Đà Nẵng", "cau rong da nang"),
        ("보수·보강 1,234m", "보수 보강 1234m"),
        (unicodedata.normalize("NFD", "도로"), "도로"),
        ("ㄱㄴ", "ㄱㄴ"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


def test_fold_leaves_the_city_out() -> None:
    assert fold("서울특별시 성동구 금호로", dropped="서울특별시") == "성동구 금호로"


def test_initials_of_a_name() -> None:
    assert initials("강남 순환도로 2단계") == "ㄱㄴㅅㅎㄷㄹ2ㄷㄱ"


def test_keystrokes_are_those_of_the_korean_keyboard() -> None:
    assert keystrokes("도로") == "ehfh"
    assert keystrokes("값 왜") == "rkqtdho"
    assert keystrokes("road") == "road"
    assert keystrokes("ㄷㅗ") == "eh"


def test_typed_words_set_initials_apart() -> None:
    assert typed_words("금ㅎㄹ  제2공구 Geumho-ro") == ["금", "ㅎㄹ", "제2공구", "geumhoro"]
    assert typed_words(" %_' ") == []


def test_tokens_are_numbers_that_postgresql_takes() -> None:
    name = "강남 순환도로"
    made = entry_tokens(
        name=name, name_en="gangnam", other=" 서초구", initials=initials(name), filters=[("status", "x")]
    )
    assert all(-(2**31) <= number < 2**31 for number in made)
    assert made == sorted(set(made))
    for kind, text in [
        ("start", "강남"),
        ("name 2", "남순"),
        ("word", "순환"),
        ("any 2", "초구"),
        ("initials 3", "ㄴㅅㅎ"),
        ("latin start", "gang"),
        ("status", "x"),
    ]:
        assert token(kind, text) in made
    assert token("word", "환도") not in made


def test_tokens_stay_what_they_are() -> None:
    """They are stored: another number for the same text would lose every site until `rebuild_search`."""
    assert token("name 2", "도로") == 1796081751
    assert list(grams("도로공", 2)) == ["도로", "로공"]
    assert squeeze("강남 순환") == "강남순환"
