import datetime
from collections.abc import Sequence

from django.db import transaction

from desk.models import Official
from disclosures.models import Release, ReleaseState

from .taking_down import take_down


@transaction.atomic
def withdraw(*, releases: Sequence[Release], by: Official, reason: str, now: datetime.datetime) -> list[Release]:
    """Take releases out of sight. The desk keeps their content, so that it can be corrected and released anew."""
    return take_down(releases, state=ReleaseState.WITHDRAWN, by=by, ground=reason, now=now)
