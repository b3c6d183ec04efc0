"""What One-PMIS writes, as values: each parser takes one raw value and returns it typed, or raises BadValue.

The quirks are those of the real rows: amounts are text in ₩100 million (“.91”, “2,237.63”); “-”, null and
blanks mean nothing was entered; dates come as 20200823 and 2020-08-23, periods with and without blanks
around the tilde; latitude and longitude change places, or are 0.
"""

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from disclosures.kinds.webcam import WebcamFields
from sites.models import SiteStatus

EMPTY = frozenset({"", "-", "--", "null", "NULL", "None"})
UNIT = Decimal(100_000_000)  # amounts are in ₩100 million (억원)

_AMOUNT = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d*)?")
_DATE = re.compile(r"(\d{4})([-./]?)(\d{1,2})\2(\d{1,2})\.?(?:[ T]\d{1,2}:\d{2}.*)?")
_DATES = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{8}")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_CODE = re.compile(r"[0-9A-Za-z._-]{1,30}")
_PERSON = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z .-]{1,49}")
_POSITION = re.compile(r"\(([^()]+)\)\s*$")
_HUNDREDTH = Decimal("0.01")
_MICRODEGREE = Decimal("0.000001")
# About 110 km: works of the city lie outside it too (a depot, a water intake), but not in another country.
_REACH = Decimal(1)


class BadValue(ValueError):
    """A value that cannot be what its field says. `reason` can be shown in any of the city's languages."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def text(raw: Any) -> str:
    """Without blanks around; what stands for “nothing” is the empty string."""
    if raw is None:
        return ""
    stripped = str(raw).replace("\0", "").strip()  # PostgreSQL takes no NUL
    return "" if stripped in EMPTY else stripped


def code(raw: Any) -> str:
    """A project code, which becomes part of an address."""
    value = text(raw)
    if value and not _CODE.fullmatch(value):
        raise BadValue(_("A project code is up to 30 Latin letters, digits, dots, hyphens and underscores."))
    return value


def amount(raw: Any) -> int | None:
    """Won from ₩100 million: “2,237.63” → 223763000000, exactly. Raises BadValue below one won."""
    value = text(raw)
    if not value:
        return None
    if not _AMOUNT.fullmatch(value) or not any(map(str.isdigit, value)):
        raise BadValue(_("This is no amount. Amounts are in ₩100 million, for example 2,237.63."))
    won = Decimal(value.replace(",", "")) * UNIT
    if won != won.to_integral_value():
        raise BadValue(_("This amount is no whole number of won."))
    return int(won)


def number(raw: Any) -> Decimal | None:
    value = text(raw).removesuffix("%").rstrip()
    if not value:
        return None
    if not _NUMBER.fullmatch(value):
        raise BadValue(_("This is no number."))
    return Decimal(value)


def percent(raw: Any) -> Decimal | None:
    """A rate in percent, to two decimals."""
    value = number(raw)
    return None if value is None else value.quantize(_HUNDREDTH)


def days(raw: Any) -> int | None:
    """Whole days; none are left after the end, so that what is below zero is zero."""
    value = number(raw)
    if value is None:
        return None
    if value != value.to_integral_value():
        raise BadValue(_("Days are whole numbers."))
    return max(int(value), 0)


def coordinate(raw: Any) -> Decimal | None:
    """Degrees; 0 means that nothing was entered. Which of the two it is, `point` finds out."""
    return number(raw) or None


def date(raw: Any) -> datetime.date | None:
    """YYYYMMDD or YYYY-MM-DD, with or without a time behind it."""
    value = text(raw)
    if not value or not value.strip("0-./"):
        return None
    match = _DATE.fullmatch(value)
    if not match:
        raise BadValue(_("This is no date. Dates are YYYYMMDD or YYYY-MM-DD."))
    try:
        found = datetime.date(int(match[1]), int(match[3]), int(match[4]))
    except ValueError:
        raise BadValue(_("There is no such day in the calendar.")) from None
    if not 1900 <= found.year <= 2200:
        raise BadValue(_("The year is not plausible."))
    return found


Period = tuple[datetime.date | None, datetime.date | None]


def period(raw: Any) -> Period:
    """First and last day from “2010-10-05 ~ 2023-12-31” or “20101005~20231231”; either may be missing."""
    value = text(raw)
    if not value:
        return None, None
    first, tilde, last = value.replace("～", "~").partition("~")
    if not tilde:
        raise BadValue(_("This is no period. Periods are two dates with a tilde between them."))
    starts_on, ends_on = date(first), date(last)
    if starts_on and ends_on and ends_on < starts_on:
        raise BadValue(_("The period ends before it starts."))
    return starts_on, ends_on


def week(raw: Any) -> Period:
    """The two dates that a label such as “금주 (2020.08.17 ~ 2020.08.23)” holds; none where it holds none."""
    found = [date(part) for part in _DATES.findall(text(raw))]
    if len(found) != 2:
        return None, None
    return found[0], found[1]


def point(
    latitude: Decimal | None, longitude: Decimal | None, *, centre: tuple[float, float]
) -> tuple[Decimal | None, Decimal | None]:
    """Both coordinates to six decimals, put in their places where they were swapped, or neither.

    Raises BadValue for a point that lies nowhere near the city's `centre` either way.
    """
    if latitude is None or longitude is None:
        return None, None
    for pair in ((latitude, longitude), (longitude, latitude)):
        if all(abs(value - Decimal(middle)) <= _REACH for value, middle in zip(pair, centre, strict=True)):
            return pair[0].quantize(_MICRODEGREE), pair[1].quantize(_MICRODEGREE)
    raise BadValue(_("This point is nowhere near the city, even with latitude and longitude swapped."))


def address(raw: Any) -> str:
    """The address of a camera's stream or still."""
    value = text(raw)
    if value:
        try:
            WebcamFields._meta.get_field("address").run_validators(value)
        except ValidationError:
            raise BadValue(_("This is no address of a camera (rtsp://, http:// or https://).")) from None
        if "@" in value.partition("://")[2].partition("/")[0]:
            raise BadValue(_("This address holds a user name or password, which would be published with it."))
    return value


def picture_address(raw: Any) -> str:
    """The first web address in a value that may be nested (AIRVIEW is)."""
    return next((found for found in _leaves(raw) if found.startswith(("http://", "https://"))), "")


def _leaves(raw: Any) -> Iterator[str]:
    if isinstance(raw, dict):
        raw = list(raw.values())
    if isinstance(raw, list):
        for part in raw:
            yield from _leaves(part)
    else:
        yield text(raw)


def position(raw: Any) -> str:
    """What stands behind a person's name in brackets: “[redacted](현장대리인)” → “현장대리인”. Never the name."""
    match = _POSITION.search(text(raw))
    return match[1].strip() if match else ""


def person(raw: Any) -> str:
    """A person's name without what stands behind it in brackets; nothing where no name stands there."""
    name = _POSITION.sub("", text(raw)).strip()
    return name if _PERSON.fullmatch(name) else ""


def office_phone(raw: Any) -> str:
    """A landline or call-centre number. A mobile number belongs to a person, and is not taken over."""
    value = text(raw)
    digits = re.sub(r"\D", "", value)
    return "" if digits.startswith("01") or len(digits) < 3 else value


_STATUS_CODES = {
    "0": SiteStatus.ONGOING,
    "1": SiteStatus.COMPLETED,
    "2": SiteStatus.PLANNED,
    "3": SiteStatus.SUSPENDED,
}
_STATUS_LABELS = {
    "진행": SiteStatus.ONGOING,
    "진행중": SiteStatus.ONGOING,
    "종료": SiteStatus.COMPLETED,
    "준공": SiteStatus.COMPLETED,
    "완료": SiteStatus.COMPLETED,
    "예정": SiteStatus.PLANNED,
    "착공예정": SiteStatus.PLANNED,
    "중지": SiteStatus.SUSPENDED,
}


def status(raw: Any) -> SiteStatus | None:
    """PRJC_END_YN of ListConstructionWorkService: 0 진행, 1 종료, 2 예정, 3 중지."""
    value = text(raw)
    if not value:
        return None
    found = _STATUS_CODES.get(value) or _STATUS_LABELS.get(value)
    if found is None:
        raise BadValue(_("This status is not known. Known: 0 진행, 1 종료, 2 예정, 3 중지."))
    return found


def completion(raw: Any) -> SiteStatus | None:
    """CMCN_YN1 and PJT_FIN_YN: 1 is 진행. Other codes were never seen; then the label decides."""
    return SiteStatus.ONGOING if text(raw) == "1" else None


def completion_label(raw: Any) -> SiteStatus | None:
    """CMCN_YN2 and PJT_FIN_YN_NM, which may have blanks behind them."""
    value = text(raw)
    if not value:
        return None
    found = _STATUS_LABELS.get(value.replace(" ", ""))
    if found is None:
        raise BadValue(_("This status is not known. Known: 진행, 종료, 준공, 예정, 중지."))
    return found


PARSERS = {
    parser.__name__: parser
    for parser in (
        address,
        amount,
        code,
        completion,
        completion_label,
        coordinate,
        date,
        days,
        office_phone,
        percent,
        period,
        person,
        picture_address,
        position,
        status,
        text,
        week,
    )
}
