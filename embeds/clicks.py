"""Counting clicks without telling anyone apart: one is added to a day's number, and nothing else is noted."""

import datetime
import logging
import re

from django.db import connections
from django.utils import timezone

from complaints.sealing.intake import ALIAS, IntakeUnavailable, visit
from intake.models import Tally

from .converters import BANNER, CARD
from .subjects import SCOPES

logger = logging.getLogger(__name__)

_KIND = "click"  # what a tally's name begins with
# No longer than the column that it is copied to (embeds.models.ClickCount).
_NAME = re.compile(rf"{_KIND} (?P<way>{BANNER}|{CARD}) (?P<subject>(?=.{{1,60}}$)(?:{'|'.join(SCOPES)})/[^\x00]+)")


def tally_name(scope: str, code: str, *, way: str) -> str:
    """What is counted under one name: how often this subject was come to in this way."""
    return f"{_KIND} {way} {scope}/{code}"


def read_tally_name(name: str) -> tuple[str, str] | None:
    """The subject (`scope/code`) and the way; None of a tally of something else."""
    found = _NAME.fullmatch(name)
    return (found["subject"], found["way"]) if found else None


def count_click(scope: str, code: str, *, way: str, on: datetime.date | None = None) -> None:
    """Add one to the day's number. Where nothing can be written, or nobody may, the click is not counted."""
    if ALIAS not in connections.databases:
        return  # inside, where the pages are a preview
    try:
        with visit(durable=False):
            Tally.objects.add_one(tally_name(scope, code, way=way), on=on or timezone.localdate())
    except IntakeUnavailable:
        logger.warning("a click is not counted: the intake takes nothing")
