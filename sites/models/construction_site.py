import datetime
from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Cast, Coalesce, Floor, Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .department import Department
from .district import District
from .named import Named


class SiteStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    ONGOING = "ongoing", _("ongoing")
    SUSPENDED = "suspended", _("suspended")
    COMPLETED = "completed", _("completed")


# Begun and not complete.
UNFINISHED = (SiteStatus.ONGOING, SiteStatus.SUSPENDED)


class WorkType(models.TextChoices):
    """What is built. The comments name the OC4IDS projectSector each maps to."""

    ROAD = "road", _("road")  # transport.road
    BRIDGE_TUNNEL = "bridge-tunnel", _("bridge or tunnel")  # transport.road
    URBAN_RAIL = "urban-rail", _("urban rail")  # transport.urban
    WATER_SUPPLY = "water-supply", _("water supply")  # waterAndWaste
    SEWERAGE = "sewerage", _("sewerage")  # waterAndWaste
    RIVER = "river", _("river and flood control")  # naturalResources… floodControl
    PUBLIC_BUILDING = "public-building", _("public building")  # governance
    PARK = "park", _("park and landscape")  # cultureSportsAndRecreation
    ELECTRIC = "electric", _("electricity and communication")  # communications
    OTHER = "other", _("other works")


# Keys of a list's orders, spelt as their indexes are. Where a value is missing a site comes last: behind every
# amount, and behind every gap between plan and work done.
LARGEST_FIRST = Coalesce("contract_amount", models.Value(-1))
GAP = models.DecimalField(max_digits=6, decimal_places=2)
MOST_BEHIND_FIRST = Coalesce(
    models.F("actual_percent") - models.F("planned_percent"), models.Value(Decimal(1000)), output_field=GAP
)

# Bands of latitude, some 550 m high where a degree has 200: what lies in a box is read band by band, each from
# longitude to longitude, and not along the whole width of the city.
BANDS_A_DEGREE = 200
LATITUDE_BAND = Cast(Floor(models.F("latitude") * models.Value(BANDS_A_DEGREE)), models.IntegerField())


class ConstructionSiteQuerySet(models.QuerySet["ConstructionSite"]):
    def disclosed(self) -> "ConstructionSiteQuerySet":
        """The sites citizens may read: released and not withdrawn."""
        return self.filter(withdrawn_at=None)

    def with_directory(self) -> "ConstructionSiteQuerySet":
        """Department and districts in two statements, however many sites."""
        return self.select_related("department").prefetch_related("districts")

    def starting_between(self, first: datetime.date, last: datetime.date) -> "ConstructionSiteQuerySet":
        """Works that have begun or are to begin in these days, the nearest first."""
        return self.disclosed().filter(starts_on__range=(first, last)).order_by("starts_on", "id")

    def finishing_between(self, first: datetime.date, last: datetime.date) -> "ConstructionSiteQuerySet":
        """Works still going on that are to be complete in these days, the nearest first."""
        running = self.disclosed().filter(status=SiteStatus.ONGOING)
        return running.filter(ends_on__range=(first, last)).order_by("ends_on", "id")

    def overdue_since(self, first: datetime.date, today: datetime.date) -> "ConstructionSiteQuerySet":
        """Works not complete although their completion was planned for these days, the latest to pass first."""
        unfinished = self.disclosed().filter(status__in=UNFINISHED)
        return unfinished.filter(ends_on__gte=first, ends_on__lt=today).order_by("-ends_on", "-id")

    def newest_first(self) -> "ConstructionSiteQuerySet":
        return self.order_by("-updated_at", "-id")


class ConstructionSite(Named):
    """A construction site as it stands now: the projection of its newest released record.

    Its history is in `disclosures` (kind "site"). The fields from `contractor` down are the current
    releases in short, so that lists and filters read one narrow table; the release action keeps them.
    A withdrawn site keeps its code and this row's id alone: every other field is emptied.
    """

    code = models.CharField(_("project code"), max_length=30, unique=True)
    districts = models.ManyToManyField(District, related_name="sites", verbose_name=_("districts"))
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="sites", verbose_name=_("department"), null=True
    )
    work_type = models.CharField(_("work type"), max_length=30, choices=WorkType)
    status = models.CharField(_("status"), max_length=10, choices=SiteStatus)
    starts_on = models.DateField(_("start"), null=True)
    ends_on = models.DateField(_("planned completion"), null=True)
    original_ends_on = models.DateField(_("original completion"), null=True)
    address = models.CharField(_("address"), max_length=300, blank=True, default="", db_default="")
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True)

    contractor = models.CharField(_("contractor"), max_length=300, blank=True, default="", db_default="")
    budget = models.BigIntegerField(_("project cost"), null=True)
    contract_amount = models.BigIntegerField(_("contract amount"), null=True)
    original_contract_amount = models.BigIntegerField(_("original contract amount"), null=True)
    planned_percent = models.DecimalField(_("planned %"), max_digits=6, decimal_places=2, null=True)
    actual_percent = models.DecimalField(_("actual %"), max_digits=6, decimal_places=2, null=True)
    progress_on = models.DateField(_("progress as of"), null=True)
    updated_at = models.DateTimeField(_("last release"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    objects = ConstructionSiteQuerySet.as_manager()

    # A withdrawn site leaves a tombstone, never a gap: no role of an app may delete one.
    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "UPDATE")

    class Meta:
        verbose_name = _("construction site")
        verbose_name_plural = _("construction sites")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="sites_site_newest"),
            models.Index(fields=["status", "-updated_at"], name="sites_site_status"),
            models.Index(fields=["work_type", "-updated_at"], name="sites_site_work_type"),
            models.Index(fields=["department", "-updated_at"], name="sites_site_department"),
            models.Index(fields=["contract_amount"], name="sites_site_amount"),
            models.Index(fields=["starts_on", "id"], name="sites_site_starts_on"),
            models.Index(fields=["ends_on", "id"], name="sites_site_completion"),
            # Most works whose completion has passed are complete: late ones are not sought among them.
            models.Index(
                fields=["ends_on", "id"],
                condition=models.Q(status__in=UNFINISHED, withdrawn_at=None),
                name="sites_site_unfinished",
            ),
            # With all that a circle asks for, so that no row is read of those that lie near.
            models.Index(
                LATITUDE_BAND,
                "longitude",
                "latitude",
                include=["id", "status"],
                condition=models.Q(withdrawn_at=None),
                name="sites_site_place",
            ),
            models.Index(LARGEST_FIRST.desc(), models.F("id").desc(), name="sites_site_largest"),
            models.Index(MOST_BEHIND_FIRST, models.F("id"), name="sites_site_behind"),
            # UPPER, because Django's icontains compares UPPER() with UPPER().
            GinIndex(OpClass(Upper("contractor"), name="gin_trgm_ops"), name="sites_site_contractor_trgm"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on"))
                | models.Q(starts_on=None)
                | models.Q(ends_on=None),
                name="sites_site_ends_after_start",
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("disclosures:site-detail", args=[self.code])

    @property
    def total_days(self) -> int | None:
        """Days of the works, counting both ends, as One-PMIS counts them."""
        if self.starts_on is None or self.ends_on is None:
            return None
        return (self.ends_on - self.starts_on).days + 1

    def days_left(self, today: datetime.date) -> int | None:
        """Days until completion; negative once it has passed."""
        return None if self.ends_on is None else (self.ends_on - today).days

    @property
    def is_late(self) -> bool:
        """Whether the work done lags the plan."""
        return (
            self.planned_percent is not None
            and self.actual_percent is not None
            and self.actual_percent < self.planned_percent
        )
