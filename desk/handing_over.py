"""What is open with somebody who leaves a post: what a hand-over moves."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from .models import DRAFT_MODELS, Deputy, Draft, Official, SiteAssignment
from .models.draft import OPEN


@dataclass(frozen=True)
class Open:
    """What hangs on one person."""

    assignments: list[SiteAssignment]
    drafts: int
    deputyships: list[Deputy]  # in which he or she stands in for others
    absences: list[Deputy]  # which end with the post


def open_with(leaver: Official, *, today: datetime.date) -> Open:
    assignments = SiteAssignment.objects.current_or_coming(today).filter(official=leaver)
    arranged = Deputy.objects.current_or_coming(today).select_related("absent", "deputy")
    return Open(
        assignments=list(assignments.select_related("managed_site").order_by("managed_site__name", "duty")),
        drafts=sum(drafts.count() for drafts in open_drafts(leaver)),
        deputyships=list(arranged.filter(deputy=leaver)),
        absences=list(arranged.filter(absent=leaver)),
    )


def open_drafts(leaver: Official) -> list[QuerySet[Draft]]:
    """The drafts that come back to this person when they are returned, by kind."""
    return [model._default_manager.filter(entered_by=leaver, state__in=OPEN) for model in DRAFT_MODELS.values()]
