"""Briefings, hearings and postings as citizens ask for them: those to come, and those that were."""

import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from disclosures.kinds.hearing import Hearing
from disclosures.models import ReleaseState
from sites.models import ConstructionSite, District


class HearingQuerySet(QuerySet[Hearing]):
    """Hearings as long as they are released and their site is disclosed."""

    def current(self) -> "HearingQuerySet":
        return self.filter(release__state=ReleaseState.RELEASED, release__site__withdrawn_at=None)

    def for_site(self, site: ConstructionSite) -> "HearingQuerySet":
        return self.filter(release__site=site)

    def in_district(self, district: District | None) -> "HearingQuerySet":
        return self if district is None else self.filter(release__site__districts=district)

    def coming(self, today: datetime.date) -> "HearingQuerySet":
        """Not over on this day, the nearest first."""
        not_over = Q(held_on__gte=today) | Q(held_until_on__gte=today)
        return self.filter(not_over).order_by("held_on", "pk")

    def past(self, today: datetime.date) -> "HearingQuerySet":
        """Over before this day, the newest first."""
        over = self.annotate(last_on=Coalesce("held_until_on", "held_on")).filter(last_on__lt=today)
        return over.order_by("-held_on", "-pk")

    def with_sites(self) -> "HearingQuerySet":
        """Header, site, department and districts in two statements, however many."""
        return self.select_related("release__site__department").prefetch_related("release__site__districts")


def hearings() -> HearingQuerySet:
    """Every hearing that is released, past and coming."""
    return HearingQuerySet(Hearing).current()
