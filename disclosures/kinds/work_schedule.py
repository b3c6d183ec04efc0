"""작업정보: what is done now and next, at night, with noise, and which lanes are closed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Kind, ReleasedRow, content_rules
from .fields import Fields, count, date, long_text, text


class WorkScheduleFields(Fields):
    required = ("starts_on", "ends_on", "work_now")

    starts_on = date(_("from"))
    ends_on = date(_("to"))
    work_now = long_text(_("work in this period"))
    work_next = long_text(_("work in the next period"))
    night_work = models.BooleanField(_("night work"), null=True, blank=True)
    noise = text(_("noise and dust"), help_text=_("Which work is loud or dusty, and at which hours."))
    closure_road = text(_("closed road"), help_text=_("Road and section, empty where nothing is closed."))
    closure_lanes = count(_("closed lanes"))
    closure_hours = text(_("closure hours"), max_length=100, help_text=_("For example 22:00–05:00."))
    detour = text(_("detour"))

    class Meta:
        abstract = True


class WorkSchedule(WorkScheduleFields, ReleasedRow):
    class Meta:
        verbose_name = _("work schedule")
        constraints = content_rules(WorkScheduleFields, "work_schedule")
        indexes = [
            # What is closed on a day or now, over all sites: few schedules close a road.
            models.Index(
                fields=["ends_on", "starts_on"],
                condition=~models.Q(closure_road=""),
                name="disclosures_schedule_closed",
            )
        ]


KIND = Kind(
    slug="work-schedule",
    model=WorkSchedule,
    fields_class=WorkScheduleFields,
    title=_("Work now and next"),
    plain_words=_("What is being done this week and next, at which hours, and which road lanes are closed."),
    many=True,
    identified_by=("starts_on",),
    # Of several roads, weeks ahead: what is closed today must be among them, for the head of the page tells it.
    latest=12,
)
