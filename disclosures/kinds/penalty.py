"""벌점: penalty points for poor work or supervision (건설기술 진흥법 제53조)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import FirmColumns, Kind, ReleasedRow, content_rules
from .fields import Fields, date, long_text, text


class PenalisedRole(models.TextChoices):
    CONTRACTOR = "contractor", _("contractor")
    SUPERVISOR = "supervisor", _("supervisor")


class PenaltyFields(Fields):
    required = ("number", "firm_name", "points")

    number = text(_("record number"), max_length=60)
    firm_name = text(_("firm"))
    registration_number = text(_("business registration number"), max_length=20)
    role = text(_("role"), max_length=30, choices=PenalisedRole)
    inspection = text(_("inspection"), max_length=100)
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=3, null=True, blank=True)
    imposed_on = date(_("imposed on"))
    reason = long_text(_("reason"))

    class Meta:
        abstract = True


class Penalty(PenaltyFields, ReleasedRow):
    class Meta:
        verbose_name = _("penalty points")
        constraints = content_rules(PenaltyFields, "penalty")


KIND = Kind(
    slug="penalty",
    model=Penalty,
    fields_class=PenaltyFields,
    title=_("Penalty points"),
    plain_words=_("Points a firm was given for faults found in an inspection."),
    many=True,
    identified_by=("number",),
    newest_by=("-imposed_on", "-release_id"),
    firms=(FirmColumns("firm_name", "registration_number", "contractor", role_column="role"),),
)
