"""A loopback One-PMIS: lists of projects, and what is asked for one project."""

from typing import Any

from tests.desk.onepmis.open_api import FINE, KEY, OpenApi, json_answer

BIZ = "ListOnePMISBizInfo"
PHOTOS = "pmisPjtPhoto"
WORK = "pmisWokInfo"


def project(code: str, **values: Any) -> dict[str, Any]:
    """A row of the list, complete."""
    return {
        "BIZ_CD": code,
        "BIZ_NM": f"한강로 {code} 확장공사",
        "CMCN_YN1": "1",
        "CMCN_YN2": "진행",
        "PROCS_PLAN": "50.00",
        "PROCS_PRFMNC": "48.50",
        "CRTR_YMD": "20260831",
        "DAY_TOT": "731",
        "AMT_CTRT": "88.00",
        "CSTRN_PRD": "2025-09-01 ~ 2027-09-01",
        "CSTRN_PSTN": "서울 용산구 한강로 일대",
        "LAT": "37.53",
        "LOT": "126.97",
        "INST_NM": "도시기반시설본부",
        "CNST_ENT": "가온건설 주식회사",
        "GU_NM": "용산구",
        **values,
    }


def week(work: str = "아스팔트 포장") -> dict[str, Any]:
    return {"NOW_WEEK": "금주 (2026.08.31 ~ 2026.09.06)", "WORK_NOW": work, "WORK_NEXT": "차선 도색"}


class City(OpenApi):
    """`lists` by service, `by_project` by service and project code."""

    def __init__(self, projects: list[dict[str, Any]]) -> None:
        super().__init__(BIZ, projects)
        self.by_project: dict[str, dict[str, list[dict[str, Any]]]] = {WORK: {}, PHOTOS: {}}

    def answer(self, path: str) -> tuple[str, bytes]:
        key, _form, service, start, end, *arguments = path.strip("/").split("/")
        if key not in (KEY, "sample"):
            return super().answer(path)
        if service in self.by_project:
            rows = self.by_project[service].get(arguments[0], [])
        elif service == BIZ:
            rows = self.rows
        else:
            return super().answer(path)
        page = rows[int(start) - 1 : int(end)]
        result = FINE if page else {"CODE": "INFO-200", "MESSAGE": "해당하는 데이터가 없습니다."}
        return "application/json", json_answer(service, page, len(rows), result)

    def calls_of(self, service: str) -> list[str]:
        return [call for call in self.calls if f"/{service}/" in call]
