import csv
from decimal import Decimal

import pytest

from desk.onepmis.fields import FIELDS, canonical, fields_of
from desk.onepmis.real import FIELD_DICTIONARY
from desk.onepmis.services import SERVICES
from desk.onepmis.values import PARSERS

OLD = {"PJT_CD": "1", "PJT_NAME": "다리", "PLAN_RT": "18.93", "TOT_CNTRT_AMT": ".91", "LNG": "126.9", "ORG_3": "-"}
NEW = {"BIZ_CD": "1", "BIZ_NM": "다리", "PROCS_PLAN": "18.93", "AMT_CTRT": ".91", "LOT": "126.9", "CNST_ENT": "-"}


def _lines() -> list[dict[str, str]]:
    with FIELDS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_documented_field_is_in_the_table() -> None:
    known = {(line["service"], line["field"]) for line in _lines()}
    with FIELD_DICTIONARY.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            first, dots, last = line["field"].partition("..")
            names = [f"{first[:-1]}{number}" for number in (1, 2, 3)] if dots else [first]
            for name in names:
                assert (line["service"], name) in known


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_every_field_of_a_service_has_a_parser(service: str) -> None:
    assert fields_of(service)
    for line in _lines():
        assert line["value"] in PARSERS or (line["value"] in ("unused", "closed") and not line["name"])


def test_both_generations_give_the_same_row() -> None:
    old, problems = canonical("ListOnePMISBizInfo", OLD)
    assert problems == []
    assert canonical("ListOnePMISBizInfo", NEW) == (old, [])
    assert old == {
        "code": "1",
        "name": "다리",
        "planned_percent": Decimal("18.93"),
        "contract_amount": 91_000_000,
        "longitude": Decimal("126.9"),
        "contractor": "",
    }


def test_of_two_names_the_filled_in_one_counts() -> None:
    assert canonical("ListOnePMISBizInfo", {**NEW, **dict.fromkeys(OLD)})[0] == canonical("ListOnePMISBizInfo", NEW)[0]
    assert canonical("ListOnePMISBizInfo", {**dict.fromkeys(NEW), **OLD})[0] == canonical("ListOnePMISBizInfo", OLD)[0]


def test_a_problem_names_the_field_as_the_row_does() -> None:
    _row, problems = canonical("ListOnePMISBizInfo", {**OLD, "TOT_CNTRT_AMT": "many"})
    assert [(problem.field, problem.value) for problem in problems] == [("TOT_CNTRT_AMT", "many")]


def test_phones_and_names_of_private_persons_are_not_read() -> None:
    row, _problems = canonical(
        "pmisPjtList", {"PJT_CD": "1", "USER_3": "홍길동(현장대리인)", "TEL_3": "010-1234-5678", "TEL_2": "02-1"}
    )
    assert row == {"code": "1", "contractor_position": "현장대리인"}
