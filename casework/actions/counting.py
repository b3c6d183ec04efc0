"""Counts how each department answers, so that the public page reads a row a department."""

import datetime
from collections.abc import Iterator
from decimal import Decimal

from django.db import transaction
from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import Coalesce, ExtractYear

from casework.models import OPEN, Case
from complaints.models import VoiceFigures
from complaints.posts import PostKind

# Fewer ratings than this could tell a neighbour what somebody thought.
_FEWEST_RATINGS = 5
_DAY = 86_400
_IS_OPEN = Q(state__in=OPEN)
_TOOK = ExpressionWrapper(F("answered_at") - F("received_at"), output_field=DurationField())


def count_voice(*, now: datetime.datetime) -> None:
    """Write the figures of every year anew, in one transaction. Derived data alone: the audit does not tell of it."""
    counted = [*_figures("year", now=now), *_figures("year", "department", now=now)]
    with transaction.atomic():
        VoiceFigures.objects.all().delete()
        VoiceFigures.objects.bulk_create(counted)


def _figures(*groups: str, now: datetime.datetime) -> Iterator[VoiceFigures]:
    """Of the year in which petitions were received. What ended without an answer of its own counts as answered."""
    cases = Case.objects.exclude(post=PostKind.TIP).order_by()
    dated = cases.annotate(year=ExtractYear("received_at"), done_at=Coalesce("answered_at", "closed_at"))
    for row in dated.values(*groups).annotate(
        received=Count("pk"),
        open=Count("pk", filter=_IS_OPEN),
        overdue=Count("pk", filter=_IS_OPEN & Q(due_at__lt=now, stopped_at=None)),
        in_time=Count("pk", filter=~_IS_OPEN & Q(done_at__lte=F("due_at"))),
        mean=Avg(_TOOK, filter=~_IS_OPEN),
        rated=Count("rating"),
        mean_rating=Avg("rating"),
    ):
        mean, rated = row["mean"], row["rated"]
        yield VoiceFigures(
            year=row["year"],
            department_id=row.get("department"),
            received=row["received"],
            answered=row["received"] - row["open"],
            open=row["open"],
            overdue=row["overdue"],
            in_time=row["in_time"],
            mean_days=None if mean is None else round(Decimal(mean.total_seconds()) / _DAY, 2),
            rated=rated,
            mean_rating=round(Decimal(row["mean_rating"]), 2) if rated >= _FEWEST_RATINGS else None,
            counted_at=now,
        )
