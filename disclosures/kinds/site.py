"""공사장: the site itself. Not one of the fourteen: what all of them are about, released like them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.models import Department, SiteStatus, WorkType

from .base import Kind, ReleasedRow, content_rules
from .fields import CoordinateField, Fields, date, text


class SiteFields(Fields):
    required = ("name", "department", "work_type", "status")

    name = text(_("name"), max_length=200)
    name_en = text(_("name in English"), max_length=200)
    district_codes = ArrayField(models.CharField(max_length=10), verbose_name=_("districts"), default=list, blank=True)
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
    )
    work_type = text(_("work type"), max_length=30, choices=WorkType)
    status = text(_("status"), max_length=10, choices=SiteStatus)
    starts_on = date(_("start"))
    ends_on = date(_("planned completion"))
    address = text(_("address"))
    latitude = CoordinateField(_("latitude"), limit=90)
    longitude = CoordinateField(_("longitude"), limit=180)

    class Meta:
        abstract = True


class SiteRecord(SiteFields, ReleasedRow):
    class Meta:
        verbose_name = _("site record")
        db_table = "disclosures_site"
        constraints = content_rules(SiteFields, "site")


KIND = Kind(
    slug="site",
    model=SiteRecord,
    fields_class=SiteFields,
    title=_("Site"),
    plain_words=_("The construction site itself: its name, place, department, status and period."),
)
