"""공사개요: what is built, why, for whom and with which money."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Kind, ReleasedRow, content_rules
from .fields import Fields, MoneyField, date, long_text, text


class ProjectType(models.TextChoices):
    """OC4IDS projectType."""

    CONSTRUCTION = "construction", _("new construction")
    REHABILITATION = "rehabilitation", _("repair and rehabilitation")
    REPLACEMENT = "replacement", _("replacement")
    EXPANSION = "expansion", _("expansion")
    DECOMMISSIONING = "decommissioning", _("demolition")


class OverviewFields(Fields):
    required = ("purpose",)

    purpose = long_text(_("purpose"), help_text=_("Why the city builds it, in two or three plain sentences."))
    scale = long_text(_("scale"), help_text=_("Length, floor area, lanes, storeys, with units."))
    scope = long_text(_("scope of works"), help_text=_("The main outputs: what will stand there."))
    client = text(_("client"))
    administrative_entity = text(_("supervising authority"), help_text=_("If not the client itself."))
    facility_type = text(_("facility type"), max_length=100)
    project_type = text(_("project type"), max_length=20, choices=ProjectType)
    budget = MoneyField(_("project cost"))
    budget_approved_on = date(_("budget approved on"))
    funding_source = text(_("source of funds"))
    starts_on = date(_("start"))
    ends_on = date(_("planned completion"))
    environmental_impact = long_text(_("environmental impact and measures"))
    land_and_settlement = long_text(_("land acquisition and resettlement"))
    completed_on = date(_("completed on"))
    final_cost = MoneyField(_("final cost"))
    final_scope = long_text(_("scope at completion"))
    change_summary = long_text(_("reasons for changes of cost, time and scope"))
    audit_reports = long_text(_("audit and evaluation reports"))

    class Meta:
        abstract = True


class Overview(OverviewFields, ReleasedRow):
    class Meta:
        verbose_name = _("overview")
        constraints = content_rules(OverviewFields, "overview")


KIND = Kind(
    slug="overview",
    model=Overview,
    fields_class=OverviewFields,
    title=_("Overview"),
    plain_words=_("What is being built here, why, how large it is and what it costs."),
)
