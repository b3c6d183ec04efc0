"""Firms and what current disclosures say of them: their sites by role, their subcontracts, their penalty points."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum

from sites.models import ConstructionSite, Firm
from sites.models.construction_site import ConstructionSiteQuerySet
from sites.models.firm import firm_match_name

from .kinds.penalty import Penalty
from .kinds.subcontract import Subcontract
from .models import FirmSite, Involvement, ReleaseState
from .models.involvement import InvolvementRole


@dataclass(frozen=True)
class FirmFigures:
    """What the current disclosures about a firm come to."""

    sites: int
    roles: list[tuple[InvolvementRole, int]]  # sites in each role that it has
    subcontracts: int
    subcontract_amount: int | None  # in the currency's minor unit
    penalties: int
    points: Decimal | None


def firms_named(text: str) -> QuerySet[Firm]:
    """The firms with a part in a disclosed site whose name begins so, by name; all of them without words."""
    firms = Firm.objects.filter(Exists(FirmSite.objects.filter(firm=OuterRef("pk"))))
    wanted = firm_match_name(text)
    return (firms.filter(match_name__contains=wanted) if wanted else firms).order_by("name", "pk")


def firm_figures(firm: Firm) -> FirmFigures:
    """Four statements."""
    every = FirmSite.objects.filter(firm=firm).aggregate(number=Count("site", distinct=True))
    found = dict(FirmSite.objects.filter(firm=firm).values_list("role").annotate(number=Count("pk")).order_by())
    subcontracts = subcontracts_of(firm).order_by().aggregate(number=Count("pk"), amount=Sum("amount"))
    penalties = penalties_of(firm).order_by().aggregate(number=Count("pk"), points=Sum("points"))
    return FirmFigures(
        sites=every["number"],
        roles=[(role, found[role.value]) for role in InvolvementRole if role.value in found],
        subcontracts=subcontracts["number"],
        subcontract_amount=subcontracts["amount"],
        penalties=penalties["number"],
        points=penalties["points"],
    )


def sites_of_firm(firm: Firm, role: str = "") -> ConstructionSiteQuerySet:
    """The disclosed sites in which the firm has a part, in one role or in any."""
    part = FirmSite.objects.filter(firm=firm, site=OuterRef("pk"))
    if role:
        part = part.filter(role=role)
    return ConstructionSite.objects.disclosed().filter(Exists(part))


def subcontracts_of(firm: Firm) -> QuerySet[Subcontract]:
    """Current subcontracts that the firm took on, the newest first."""
    rows = Subcontract.objects.filter(Exists(_part_in_release(firm, InvolvementRole.SUBCONTRACTOR)))
    return rows.select_related("release__site").order_by(F("signed_on").desc(nulls_last=True), "-release_id")


def penalties_of(firm: Firm) -> QuerySet[Penalty]:
    """Current penalty points of the firm, the newest first."""
    rows = Penalty.objects.filter(Exists(_part_in_release(firm)))
    return rows.select_related("release__site").order_by(F("imposed_on").desc(nulls_last=True), "-release_id")


def _part_in_release(firm: Firm, role: str = "") -> QuerySet[Involvement]:
    part = Involvement.objects.filter(firm=firm, release=OuterRef("release"), release__state=ReleaseState.RELEASED)
    return part.filter(role=role) if role else part
