"""Personal data that a writer may not want others to read. Pointed at, never a reason to hold a text."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from .findings import Finding, Outcome
from .normal import Normal, normalise

STAGE = "personal"
_GAP = r"[\s.\-–—)·]{0,3}"
_HANGUL_DIGITS = str.maketrans("공영일이삼사오육륙칠팔구", "001234566789")
# 자동차등록번호: the letters that plates bear (자동차 등록번호판 등의 기준에 관한 고시).
_PLATE = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자배허하호육해공국합"
_BANKS = (
    "국민|신한|우리|하나|농협|기업|새마을|신협|수협|우체국|카카오뱅크|카뱅|토스|케이뱅크|씨티|제일|부산|대구|광주|전북|경남|"
    "제주|산업|은행|계좌|account|bank"
)
_CITY = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"
# Not a number of lanes, metres, days or money behind the road's name.
_NO_NUMBER = r"(?!\d|\s?(?:차로|차선|호선|미터|m|km|년|월|일|시|분|층|명|개|대|건|퍼센트|%|만|억))"
_ROAD = (
    r"[가-힣0-9·]{1,20}(?:대로|로|길)(?:\s?\d{1,4}(?:번?[가-하]?길))?\s?\d{1,4}(?:-\d{1,4})?(?:번지|번)?" + _NO_NUMBER
)
_UNIT = r"\d{1,4}\s?동\s?\d{1,4}\s?호"


def personal_data(text: str) -> list[Finding]:
    """Phones, e-mails, resident numbers, addresses, number plates, cards and accounts, in the order of the text."""
    return sorted(personal_findings(normalise(text), original=text))


def personal_findings(normal: Normal, *, original: str) -> Iterator[Finding]:
    """The same of a text that is normalised already. What one kind has found, the following ones leave alone."""
    taken: list[tuple[int, int]] = []
    for code, pattern, holds in _KINDS:
        for match in pattern.finditer(normal.text):
            start, end = match.span("it")
            if any(start < last and first < end for first, last in taken) or not holds(match):
                continue
            taken.append((start, end))
            first, last = normal.original(start, end)
            yield Finding(first, last, code, original[first:last], STAGE, Outcome.PASS)


def _digits(match: re.Match[str]) -> str:
    return re.sub(r"\D", "", match["it"].translate(_HANGUL_DIGITS))


def is_resident_number(digits: str, *, parted: bool) -> bool:
    """A 주민등록번호 or 외국인등록번호: 13 digits that begin with a day of birth in the past.

    Numbers given since October 2020 have no check digit, so one that is parted as they are written (`parted`) needs
    its date alone; thirteen digits in a row need both.
    """
    century = {"9": 1800, "0": 1800, "1": 1900, "2": 1900, "5": 1900, "6": 1900}.get(digits[6], 2000)
    try:
        born = date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    if born > date.today():
        return False
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    rest = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False)) % 11
    domestic, foreign = (11 - rest) % 10, (13 - rest) % 10
    return parted or int(digits[12]) == (foreign if digits[6] in "5678" else domestic)


def _is_resident_number(match: re.Match[str]) -> bool:
    return is_resident_number(_digits(match), parted="-" in match["it"] or " " in match["it"])


def _is_card(match: re.Match[str]) -> bool:
    """By the check digit of ISO/IEC 7812 (Luhn)."""
    digits = [int(digit) for digit in reversed(_digits(match))]
    return sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2]) in range(0, 999, 10)


def _always(match: re.Match[str]) -> bool:
    return True


def _is_spoken_phone(match: re.Match[str]) -> bool:
    return re.fullmatch(r"01[016-9]\d{7,8}", _digits(match)) is not None


_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    ("email", re.compile(r"(?P<it>[a-z0-9][a-z0-9._%+\-]{0,63}@[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{1,63}){1,4})"), _always),
    (
        "resident-number",
        re.compile(r"(?<!\d)(?P<it>\d{6}\s?[-–—]?\s?[0-9]\d{6})(?!\d)"),
        _is_resident_number,
    ),
    (
        "card",
        re.compile(
            r"(?<!\d)(?P<it>\d{4}[\s\-]?\d{4}[\s\-]?\d{4}[\s\-]?\d{4}|3[47]\d{2}[\s\-]?\d{6}[\s\-]?\d{5})(?!\d)"
        ),
        _is_card,
    ),
    (
        "phone",
        re.compile(
            rf"(?<!\d)(?P<it>(?:\+?82{_GAP}\(?0?\)?|\(?0)(?:1[016-9]|70|50\d){_GAP}\d{{3,4}}{_GAP}\d{{4}})(?!\d)"
        ),
        _always,
    ),
    (
        "phone",
        re.compile(
            rf"(?<!\d)(?P<it>(?:\+?82{_GAP}0?|\(?0)(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]){_GAP}\d{{3,4}}[\s.\-–]{{0,3}}\d{{4}})(?!\d)"
        ),
        _always,
    ),
    (
        "phone",
        re.compile(
            r"(?P<it>(?<![가-힣0-9])(?:[공영01]\s?[일1]\s?[공영01일육칠팔구16-9])(?:[\s\-.]?[공영일이삼사오육륙칠팔구0-9]){7,8})"
        ),
        _is_spoken_phone,
    ),
    (
        "account",
        re.compile(rf"(?:{_BANKS})[^\d\n]{{0,12}}(?P<it>\d{{2,6}}(?:-\d{{2,7}}){{1,4}}|(?<!\d)\d{{10,14}})(?![\d\-])"),
        lambda match: 10 <= len(_digits(match)) <= 16,
    ),
    (
        "plate",
        re.compile(
            rf"(?<!\d)(?P<it>(?:(?:{_CITY})\s?)?\d{{2,3}}\s?[{_PLATE}]\s?\d{{4}})(?!\d|\s?(?:억|만|원|명|년|번|개|세대|가구|㎡|m|톤|호|kg|cm))"
        ),
        _always,
    ),
    (
        "address",
        re.compile(
            rf"(?P<it>(?:[가-힣]{{1,10}}(?:시|도|군|구|동|읍|면)\s?){{1,4}}{_ROAD}(?:,?\s?\(?[가-힣0-9]{{0,20}}\)?,?\s?(?:{_UNIT}|\d{{1,4}}호|지?하?\s?\d{{1,3}}층))?)"
        ),
        _always,
    ),
    (
        "address",
        re.compile(r"(?P<it>[가-힣]{1,10}(?:동|리|가)\s\d{1,4}(?:-\d{1,4}|번지)(?:\s?\d{1,4}호)?)(?!\d)"),
        _always,
    ),
    ("address", re.compile(rf"(?P<it>{_UNIT}|[가-힣]{{2,12}}(?:아파트|빌라|오피스텔|맨션)\s?\d{{1,4}}호)"), _always),
)
