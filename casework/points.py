"""The point that a case is about, as the officer in charge sees it."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from sites.gazetteer import Place, middle_at
from sites.near import Point

from .models import Case


@dataclass(frozen=True)
class CasePoint:
    """`middle_of`: the neighbourhood that the words name, where the point is no more than its middle."""

    point: Point
    middle_of: Place | None

    @property
    def map_address(self) -> str:
        """The city's map around it, as citizens see it."""
        return f"{settings.PUBLIC_ORIGIN.rstrip('/')}{reverse('sites:map')}?near={self.point}&radius=0.5"


def point_of(case: Case) -> CasePoint | None:
    """None where nobody gave one, or it was erased."""
    if case.latitude is None or case.longitude is None:
        return None
    point = Point(float(case.latitude), float(case.longitude))
    return CasePoint(point, middle_at(point))
