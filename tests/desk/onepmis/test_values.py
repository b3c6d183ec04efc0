import datetime
from decimal import Decimal
from typing import Any

import pytest

from desk.onepmis import values
from desk.onepmis.values import BadValue

SEOUL = (37.5665, 126.9780)


@pytest.mark.parametrize(
    ("raw", "won"),
    [
        (".91", 91_000_000),
        ("2,237.63", 223_763_000_000),
        ("3,326.13", 332_613_000_000),
        ("0.00000001", 1),
        ("12", 1_200_000_000),
        ("1,234,567", 123_456_700_000_000),
        ("5.", 500_000_000),
        (" 1.5 ", 150_000_000),
        (2.5, 250_000_000),
        (Decimal("0.1"), 10_000_000),
        ("0", 0),
        ("-", None),
        ("", None),
        ("   ", None),
        (None, None),
        ("null", None),
    ],
)
def test_amount(raw: Any, won: int | None) -> None:
    assert values.amount(raw) == won


@pytest.mark.parametrize("raw", ["-5", "1,00", "12억", ".", ",", "1.2.3", "0.000000001", "NaN", "1e3", "1,234,56"])
def test_amount_that_is_none(raw: str) -> None:
    with pytest.raises(BadValue):
        values.amount(raw)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("20200823", datetime.date(2020, 8, 23)),
        ("2020-08-23", datetime.date(2020, 8, 23)),
        ("2020.08.23", datetime.date(2020, 8, 23)),
        ("2020-8-3", datetime.date(2020, 8, 3)),
        ("2020-08-23 00:00:00.0", datetime.date(2020, 8, 23)),
        (" 20200823 ", datetime.date(2020, 8, 23)),
        (20200823, datetime.date(2020, 8, 23)),
        ("00000000", None),
        ("-", None),
        (None, None),
    ],
)
def test_date(raw: Any, day: datetime.date | None) -> None:
    assert values.date(raw) == day


@pytest.mark.parametrize(
    "raw", ["20200230", "2020-13-01", "23.8.2020", "202008", "yesterday", "99990101", "2020-08.23"]
)
def test_date_that_is_none(raw: str) -> None:
    with pytest.raises(BadValue):
        values.date(raw)


@pytest.mark.parametrize(
    ("raw", "first", "last"),
    [
        ("2010-10-05 ~ 2023-12-31", (2010, 10, 5), (2023, 12, 31)),
        ("2010-10-05~2023-12-31", (2010, 10, 5), (2023, 12, 31)),
        ("20101005~20231231", (2010, 10, 5), (2023, 12, 31)),
        ("20101005 ～ 20231231", (2010, 10, 5), (2023, 12, 31)),
        ("2010-10-05 ~ ", (2010, 10, 5), None),
        (" ~ 2023-12-31", None, (2023, 12, 31)),
        ("-", None, None),
        (None, None, None),
    ],
)
def test_period(raw: Any, first: tuple | None, last: tuple | None) -> None:
    assert values.period(raw) == (first and datetime.date(*first), last and datetime.date(*last))


@pytest.mark.parametrize("raw", ["2023-12-31 ~ 2010-10-05", "2010-10-05", "soon ~ later"])
def test_period_that_is_none(raw: str) -> None:
    with pytest.raises(BadValue):
        values.period(raw)


@pytest.mark.parametrize(
    ("raw", "rate"), [("18.93", "18.93"), ("0", "0"), ("100 %", "100"), (73.26, "73.26"), (".5", "0.5"), ("-", None)]
)
def test_percent(raw: Any, rate: str | None) -> None:
    assert values.percent(raw) == (rate and Decimal(rate))


@pytest.mark.parametrize(("raw", "days"), [("4836", 4836), ("-12", 0), ("0", 0), (127, 127), (None, None)])
def test_days(raw: Any, days: int | None) -> None:
    assert values.days(raw) == days


def test_days_that_are_no_whole_number() -> None:
    with pytest.raises(BadValue):
        values.days("3.5")


@pytest.mark.parametrize(
    ("latitude", "longitude", "point"),
    [
        ("37.47969374474193", "126.90099423602912", ("37.479694", "126.900994")),
        ("126.90099423602912", "37.47969374474193", ("37.479694", "126.900994")),
        ("0", "0", (None, None)),
        ("37.5", "0", (None, None)),
        ("", "126.9", (None, None)),
        (None, None, (None, None)),
    ],
)
def test_point(latitude: Any, longitude: Any, point: tuple) -> None:
    found = values.point(values.coordinate(latitude), values.coordinate(longitude), centre=SEOUL)
    assert found == tuple(part and Decimal(part) for part in point)


@pytest.mark.parametrize(("latitude", "longitude"), [("35.17", "129.07"), ("37.5", "-127"), ("37.5", "37.5")])
def test_point_far_from_the_city(latitude: str, longitude: str) -> None:
    with pytest.raises(BadValue):
        values.point(Decimal(latitude), Decimal(longitude), centre=SEOUL)


@pytest.mark.parametrize(
    ("raw", "status"), [("0", "ongoing"), ("1", "completed"), ("2", "planned"), ("3", "suspended")]
)
def test_status_of_construction_works(raw: str, status: str) -> None:
    assert values.status(raw) == status


def test_one_means_under_way_in_the_other_services() -> None:
    assert values.completion("1") == "ongoing"
    assert values.completion("2") is None
    assert values.completion_label("진행 ") == "ongoing"
    assert values.completion_label("준공") == "completed"


@pytest.mark.parametrize("parse", [values.status, values.completion_label])
def test_status_nobody_has_seen(parse: Any) -> None:
    with pytest.raises(BadValue):
        parse("보류")


def test_a_person_s_name_is_left_out_and_the_post_kept() -> None:
    assert values.position("홍길동(현장대리인)") == "현장대리인"
    assert values.position("홍길동") == ""
    assert values.person("홍길동(담당)") == "홍길동"
    assert values.person("[redacted]") == ""
    assert values.person("-") == ""


@pytest.mark.parametrize(
    ("raw", "phone"), [("02-2133-8000", "02-2133-8000"), ("010-1234-5678", ""), ("120", "120"), ("-", ""), (None, "")]
)
def test_a_mobile_number_is_not_taken_over(raw: Any, phone: str) -> None:
    assert values.office_phone(raw) == phone


def test_picture_address_in_a_nested_value() -> None:
    nested = {"AIRVIEW": [{"SEQ": "1", "IMG_URL": "http://pmis.eseoul.go.kr/a.jpg"}]}
    assert values.picture_address(nested) == "http://pmis.eseoul.go.kr/a.jpg"
    assert values.picture_address("-") == ""
    assert values.picture_address(None) == ""


def test_camera_address() -> None:
    assert values.address("rtsp://cam.seoul.go.kr/1") == "rtsp://cam.seoul.go.kr/1"
    for bad in ("javascript:alert(1)", "rtsp://admin:secret@cam.seoul.go.kr/1", "cam"):
        with pytest.raises(BadValue):
            values.address(bad)


def test_week_label() -> None:
    assert values.week("금주 (2020.08.17 ~ 2020.08.23)") == (datetime.date(2020, 8, 17), datetime.date(2020, 8, 23))
    assert values.week("20200817~20200823") == (datetime.date(2020, 8, 17), datetime.date(2020, 8, 23))
    assert values.week("8월 3주") == (None, None)


@pytest.mark.parametrize("raw", ["a/b", "../x", "한글", "x" * 31])
def test_project_code_that_is_no_part_of_an_address(raw: str) -> None:
    with pytest.raises(BadValue):
        values.code(raw)
