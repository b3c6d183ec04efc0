"""Made-up answers of ListOnePMISBizInfo, of any length, with the quirks of the real ones."""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

DISTRICTS = ("관악구", "성동구", "종로구", "강남구", "노원구", "마포구", "송파구", "은평구")
WORKS = ("도로확장공사", "하수관로 정비공사", "공원 조성공사", "복합문화센터 신축공사", "교량 보수보강공사")
CLIENTS = tuple(f"{place} {office}" for place in DISTRICTS for office in ("도로과", "치수과", "공원녹지과"))


def rows(count: int, *, seed: int = 1) -> Iterator[dict[str, Any]]:
    """`count` rows, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311  (no secret)
    for number in range(count):
        district, starts_on = dice.choice(DISTRICTS), date(2024, 1, 1) + timedelta(dice.randrange(600))
        total, elapsed = dice.randrange(700, 1500), dice.randrange(20, 600)
        percent = f"{dice.randrange(1, 9999) / 100:.2f}"
        amount = f"{dice.randrange(1, 400_000) / 100:,.2f}".removeprefix("0")
        yield {
            "BIZ_CD": f"9{number:012}",
            "BIZ_NM": f"{district} {number}구역 {dice.choice(WORKS)}",
            "CMCN_YN1": "1",
            "CMCN_YN2": "진행 ",
            "PROCS_PLAN": percent,
            "PROCS_PRFMNC": percent,
            "PER_RT": "100",
            "CRTR_YMD": (starts_on + timedelta(elapsed)).strftime("%Y%m%d"),
            "DAY_TOT": str(total),
            "DAY_ELPS": str(elapsed),
            "DAY_JOB": str(total - elapsed - 1),
            "AMT_CTRT": amount,
            "AMT_BIZ": amount,
            "CSTRN_PRD": f"{starts_on} ~ {starts_on + timedelta(total - 1)}",
            "CSTRN_PSTN": f"서울 {district} {number % 300}번지 일대",
            "LAT": f"{37.45 + dice.random() / 5:.14f}",
            "LOT": f"{126.85 + dice.random() / 4:.14f}",
            "PIC_PE_NM": "-",
            "SPVS_PE_NM": "-",
            "AGT_PE_NM": "-",
            "INST_NM": dice.choice(CLIENTS),
            "SPVS_NM": f"(주)한울감리 {number % 400}",
            "CNST_ENT": f"가온건설 주식회사 {number % 2000}",
            "BIZ_SCL": f"연장 {dice.randrange(100, 5000)}m, 폭 {dice.randrange(6, 40)}m",
            "WEB_CMR_RTSP_ADDR": None,
            "ARLV_IMG_URL": None,
            "GU_NM": district,
        }


def write_json(path: Path, count: int) -> None:
    """An answer of `count` rows in one file."""
    with path.open("w", encoding="utf-8") as file:
        head = {"list_total_count": count, "RESULT": {"CODE": "INFO-000", "MESSAGE": "정상 처리되었습니다"}}
        file.write('{"ListOnePMISBizInfo":' + json.dumps(head, ensure_ascii=False)[:-1] + ',"row":[')
        for number, row in enumerate(rows(count)):
            file.write(("," if number else "") + json.dumps(row, ensure_ascii=False))
        file.write("]}}")


def write_xml(path: Path, count: int) -> None:
    """The same answer in XML. The made-up values need no escaping."""
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?><ListOnePMISBizInfo>')
        file.write(f"<list_total_count>{count}</list_total_count><RESULT><CODE>INFO-000</CODE></RESULT>")
        for row in rows(count):
            cells = "".join(f"<{name}>{value or ''}</{name}>" for name, value in row.items())
            file.write(f"<row>{cells}</row>")
        file.write("</ListOnePMISBizInfo>")
