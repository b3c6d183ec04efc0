"""The real rows that come with the project (SOURCE.md says from where), imported as any others are."""

import datetime
from pathlib import Path

from desk.onepmis.actions import Import
from desk.onepmis.allimi_events import import_events
from desk.onepmis.departments import Departments
from desk.onepmis.reader import FileRows
from desk.onepmis.rejects import Rejects
from desk.onepmis.services import SERVICES

FOLDER = Path(__file__).parent
SAMPLE_ROWS = FOLDER / "onepmis_sample_rows.json"
EVENTS = FOLDER / "allimi_events_2026-09-16.json"
FIELD_DICTIONARY = FOLDER / "field_dictionary.csv"


def import_real(*, now: datetime.datetime) -> Rejects:
    """Import both files as submitted versions, without pictures: their server is not asked. Returns what stayed out."""
    departments = Departments(may_add=True)
    with Rejects() as rejects:
        service = SERVICES["ListOnePMISBizInfo"]
        Import(service=service, departments=departments, rejects=rejects, now=now).run(
            FileRows(SAMPLE_ROWS, service.name)
        )
        import_events(EVENTS, departments=departments, rejects=rejects, now=now)
    return rejects
