"""Personal data is pointed at; adverts, frauds and links are held or refused."""

from pathlib import Path

import pytest

from complaints.screening import Outcome, Rules, personal_data, screen
from complaints.screening.rules import blocked_prefix
from complaints.screening.terms import Kind, Term


def codes(text: str, rules: Rules | None = None) -> list[str]:
    return [found.code for found in screen(text, language="ko", rules=rules or Rules.defaults()).findings]


def outcome(text: str, rules: Rules | None = None) -> Outcome:
    return screen(text, language="ko", rules=rules or Rules.defaults()).outcome


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("연락처는 010-1234-5678입니다", "phone", "010-1234-5678"),
        ("０１０ １２３４ ５６７８로 주세요", "phone", "０１０ １２３４ ５６７８"),
        ("+82 10-1234-5678 로", "phone", "+82 10-1234-5678"),
        ("집 전화 02)731-1234", "phone", "02)731-1234"),
        ("공일공 일이삼사 오육칠팔", "phone", "공일공 일이삼사 오육칠팔"),
        ("hong@example.com으로", "email", "hong@example.com"),
        ("900101-1234567 홍길동", "resident-number", "900101-1234567"),
        ("번호 9001011234568", "resident-number", "9001011234568"),
        ("서울시 중구 세종대로 110, 101동 1203호에 삽니다", "address", "서울시 중구 세종대로 110, 101동 1203호"),
        ("서울 마포구 성산동 123-4", "address", "성산동 123-4"),
        ("행복아파트 1203호입니다", "address", "행복아파트 1203호"),
        ("차량 12가 3456이 막습니다", "plate", "12가 3456"),
        ("서울 123허4567", "plate", "서울 123허4567"),
        ("카드 4111-1111-1111-1111", "card", "4111-1111-1111-1111"),
        ("국민은행 123456-01-123456", "account", "123456-01-123456"),
    ],
)
def test_personal_data_is_pointed_at_and_holds_nothing(text: str, code: str, words: str) -> None:
    assert [(found.code, found.words) for found in personal_data(text)] == [(code, words)]
    assert outcome(text) is Outcome.PASS


@pytest.mark.parametrize(
    "text",
    [
        "공사비 9001011234567원",  # thirteen digits, no check digit
        "991332-1234567",  # no such day
        "1577-1234로 문의했습니다",  # a company's number is nobody's own
        "10조 2000억 원",
        "카드 4111-1111-1111-1112",  # no check digit
        "세종대로 12차로 공사",
        "2026. 11. 23. 09:00",
        "공정률 123-45",
    ],
)
def test_numbers_of_construction_are_nobodys_data(text: str) -> None:
    assert personal_data(text) == []


def test_a_resident_number_of_tomorrow_is_none() -> None:
    assert personal_data("991231-3234567") == []


def test_adverts_are_counted_together() -> None:
    assert outcome("무료 견적을 받아 보니 공사비가 더 비쌌습니다.") is Outcome.PASS
    assert outcome("무료 상담 신청은 카톡 문의 주세요") is Outcome.HOLD
    assert outcome("당일 대출 무직자 대출 통장 매입 바카라 010-1234-5678") is Outcome.REFUSE
    assert outcome("당 일 대 출 / 무_직_자 대출 가능") is Outcome.HOLD


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("사진은 https://example.com/a.jpg 에 있습니다", "link", Outcome.PASS),
        ("https://opengov.seoul.go.kr/x 를 보세요", "link-official", Outcome.PASS),
        ("여기 bit.ly/3abc 눌러 보세요", "link-redirect", Outcome.HOLD),
        ("hxxp://evil[.]com/x", "link", Outcome.PASS),
        ("http://xn--9d0bm53a.com", "link-punycode", Outcome.HOLD),
        ("http://nаver.com@203.0.113.7/login", "link-disguised", Outcome.HOLD),
        ("http://203.0.113.7/login", "link-disguised", Outcome.HOLD),
    ],
)
def test_links_are_named_for_what_they_hide(text: str, code: str, expected: Outcome) -> None:
    assert code in codes(text)
    assert outcome(text) is expected


def test_a_blocked_host_is_refused_with_all_that_belongs_to_it() -> None:
    rules = Rules((Term(blocked_prefix("bad.example.com"), Outcome.REFUSE, Kind.BLOCKED),))
    assert outcome("http://a.bad.example.com/x", rules) is Outcome.REFUSE
    assert outcome("http://bad。example。com", rules) is Outcome.REFUSE
    assert outcome("http://example.com/bad", rules) is Outcome.PASS


def test_many_links_are_held() -> None:
    assert outcome(" ".join(f"www{each}.example.com" for each in range(4))) is Outcome.HOLD


def test_no_page_makes_a_link_clickable() -> None:
    templates = (Path(__file__).parents[2] / "templates").rglob("*.html")
    assert [path.name for path in templates if "urlize" in path.read_text(encoding="utf-8")] == []
