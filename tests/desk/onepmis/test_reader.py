import json
from pathlib import Path

import pytest

from desk.onepmis.reader import FileRows, ReadError, Refused
from desk.onepmis.real import SAMPLE_ROWS
from tests.desk.onepmis.open_api import json_answer, xml_answer

SERVICE = "ListOnePMISBizInfo"
ROWS = [{"BIZ_CD": "1", "BIZ_NM": "첫 <공사> & 둘째", "CRTR_YMD": None}, {"BIZ_CD": "2", "BIZ_NM": "둘째"}]


def _file(folder: Path, content: bytes) -> Path:
    path = folder / "answer"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("answer", [json_answer, xml_answer])
def test_rows_and_total_of_a_file(tmp_path: Path, answer: object) -> None:
    rows = FileRows(_file(tmp_path, answer(SERVICE, ROWS, 5714)), SERVICE)  # type: ignore[operator]
    assert list(rows) == ROWS
    assert rows.total == 5714


@pytest.mark.parametrize("shape", ["bare", "row", "marked"])
def test_other_shapes_of_json(tmp_path: Path, shape: str) -> None:
    content = json.dumps(ROWS if shape == "bare" else {"_source": {"row": 1}, "row": ROWS}).encode()
    path = _file(tmp_path, b"\xef\xbb\xbf" + content if shape == "marked" else content)
    assert list(FileRows(path, SERVICE)) == ROWS


def test_the_real_rows() -> None:
    rows = list(FileRows(SAMPLE_ROWS, SERVICE))
    assert [row["PJT_CD"] for row in rows] == ["043012061101", "6042019082998"]


def test_nested_xml_is_read_like_nested_json(tmp_path: Path) -> None:
    rows = [{"PJT_CD": "1", "AIRVIEW": {"IMG_URL": "http://pmis.eseoul.go.kr/a.jpg"}}]
    assert list(FileRows(_file(tmp_path, xml_answer("pmisPjtList", rows, 1)), "pmisPjtList")) == rows


@pytest.mark.parametrize("answer", [json_answer, xml_answer])
def test_no_data_is_no_fault(tmp_path: Path, answer: object) -> None:
    content = answer(SERVICE, [], 0, {"CODE": "INFO-200", "MESSAGE": "없음"})  # type: ignore[operator]
    assert list(FileRows(_file(tmp_path, content), SERVICE)) == []


@pytest.mark.parametrize("answer", [json_answer, xml_answer])
def test_an_error_code_is_told(tmp_path: Path, answer: object) -> None:
    content = answer(SERVICE, [], 0, {"CODE": "ERROR-336", "MESSAGE": "최대 1000건"})  # type: ignore[operator]
    with pytest.raises(Refused, match="ERROR-336.*최대 1000건"):
        list(FileRows(_file(tmp_path, content), SERVICE))


@pytest.mark.parametrize("answer", [json_answer, xml_answer])
def test_an_answer_of_another_service(tmp_path: Path, answer: object) -> None:
    content = answer("pmisPjtList", ROWS, 2)  # type: ignore[operator]
    with pytest.raises(ReadError, match="pmisPjtList"):
        list(FileRows(_file(tmp_path, content), SERVICE))


@pytest.mark.parametrize("answer", [json_answer, xml_answer])
def test_what_was_read_before_a_file_breaks_off(tmp_path: Path, answer: object) -> None:
    content = answer(SERVICE, ROWS, 2)  # type: ignore[operator]
    got = []
    with pytest.raises(ReadError):
        for row in FileRows(_file(tmp_path, content[: content.rindex("둘째".encode())]), SERVICE):
            got.append(row)
    assert got == ROWS[:1]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hello", b"{}", b'{"a": 1}', b"<html></html>", b'"text"'])
def test_a_file_that_is_no_answer(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ReadError):
        list(FileRows(_file(tmp_path, content), SERVICE))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="nowhere"):
        list(FileRows(tmp_path / "nowhere", SERVICE))


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + xml_answer(SERVICE, ROWS, 2).partition(b"?>")[2]
    bomb = bomb.replace(b"<BIZ_CD>1", b"<BIZ_CD>&b;")
    with pytest.raises(ReadError):
        list(FileRows(_file(tmp_path, bomb), SERVICE))
