"""공정현황: how far the works are against the plan."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from .base import Kind, ReleasedRow, content_rules
from .fields import Fields, PercentField, count, long_text


class ProgressFields(Fields):
    required = ("planned_percent", "actual_percent")

    planned_percent = PercentField(_("planned %"))
    actual_percent = PercentField(_("actual %"))
    total_days = count(_("total days"))
    elapsed_days = count(_("elapsed days"))
    left_days = count(_("days left"))
    gap_reason = long_text(_("reason for the gap"), help_text=_("Needed where the works lag the plan."))

    class Meta:
        abstract = True

    @property
    def gap(self) -> Decimal | None:
        """Actual minus planned, in percentage points; negative when the works lag."""
        if self.planned_percent is None or self.actual_percent is None:
            return None
        return self.actual_percent - self.planned_percent


class Progress(ProgressFields, ReleasedRow):
    class Meta:
        verbose_name = _("progress report")
        constraints = content_rules(ProgressFields, "progress")


KIND = Kind(
    slug="progress",
    model=Progress,
    fields_class=ProgressFields,
    title=_("Progress"),
    plain_words=_("How much of the work is done, compared with the plan."),
    many=True,
    identified_by=("as_of_on",),
)
