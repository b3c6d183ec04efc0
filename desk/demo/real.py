"""The real rows beside the invented ones: imported as any others, and approved."""

import datetime

from desk.actions import release_drafts
from desk.actions.service_accounts import one_pmis
from desk.models import DRAFT_MODELS, Official
from desk.onepmis.real import import_real
from disclosures.models import Source

REAL_SOURCES = (Source.ONE_PMIS, Source.ALLIMI_LISTS)


def load_real(*, by: Official, now: datetime.datetime) -> int:
    """Import the vendored rows of the open data and release what is new. Returns the number of releases."""
    import_real(now=now)
    entered_by = one_pmis()
    drafts = [
        draft
        for model in DRAFT_MODELS.values()
        for draft in model._default_manager.submitted().filter(source__in=REAL_SOURCES, entered_by=entered_by)
    ]
    return len(release_drafts(drafts=drafts, by=by, now=now)) if drafts else 0
