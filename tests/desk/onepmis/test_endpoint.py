from collections.abc import Iterator
from typing import Any

import pytest

from desk.onepmis.endpoint import Endpoint, EndpointRows
from desk.onepmis.reader import ReadError
from tests.desk.onepmis.open_api import KEY, OpenApi, serving

SERVICE = "ListOnePMISBizInfo"


@pytest.fixture
def api() -> Iterator[OpenApi]:
    with serving(OpenApi(SERVICE, [{"BIZ_CD": str(number)} for number in range(2_345)])) as api:
        yield api


def _rows(api: OpenApi, *, key: str = KEY, service: str = SERVICE, **options: Any) -> EndpointRows:
    return EndpointRows(Endpoint(api.address, service, key=key, **options), pause=lambda seconds: None)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_page_by_page(api: OpenApi, form: str) -> None:
    rows = _rows(api, form=form)
    assert [row["BIZ_CD"] for row in rows] == [str(number) for number in range(2_345)]
    assert rows.total == 2_345
    assert api.calls == [f"/{KEY}/{form}/{SERVICE}/{start}/{start + 999}/" for start in (1, 1001, 2001)]


def test_the_public_key_gives_five_rows_a_call(api: OpenApi) -> None:
    api.rows = api.rows[:12]
    assert len(list(_rows(api, key="sample"))) == 12
    assert len(api.calls) == 3


@pytest.mark.parametrize("fault", ["cut", "500", "ERROR-500", "ERROR-600", "garbage"])
def test_a_call_that_fails_is_tried_again(api: OpenApi, fault: str) -> None:
    api.faults = ["", fault, fault]
    assert len(list(_rows(api))) == 2_345
    assert len(api.calls) == 5


def test_a_call_that_keeps_failing_says_which_rows(api: OpenApi) -> None:
    api.faults = [""] + ["cut"] * 9
    got = []
    with pytest.raises(ReadError, match="1001"):
        for row in _rows(api):
            got.append(row)
    assert len(got) == 1000
    assert len(api.calls) == 6


def test_a_wrong_key_is_told_at_once_and_not_shown(api: OpenApi) -> None:
    with pytest.raises(ReadError, match="INFO-100") as error:
        list(_rows(api, key="wrong-but-secret"))
    assert "wrong-but-secret" not in str(error.value)
    assert len(api.calls) == 1


def test_an_unknown_service_is_told_at_once(api: OpenApi) -> None:
    with pytest.raises(ReadError, match="ERROR-310"):
        list(_rows(api, service="pmisPjtList"))


def test_no_rows_at_all(api: OpenApi) -> None:
    api.rows = []
    assert list(_rows(api)) == []


def test_the_project_is_part_of_the_call(api: OpenApi) -> None:
    list(_rows(api, arguments=("043012061101",)))
    assert api.calls[0].endswith("/1/1000/043012061101/")


def test_nobody_is_there() -> None:
    with pytest.raises(ReadError):
        list(EndpointRows(Endpoint("http://127.0.0.1:9", SERVICE), pause=lambda seconds: None))


@pytest.mark.parametrize("address", ["ftp://example.org", "file:///etc/passwd", "http://"])
def test_only_http_is_called(address: str) -> None:
    with pytest.raises(ReadError):
        EndpointRows(Endpoint(address, SERVICE))
