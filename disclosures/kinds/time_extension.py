"""공기연장: how completion moved, and why."""

from django.utils.translation import gettext_lazy as _

from .base import Kind, ReleasedRow, content_rules
from .fields import Fields, count, date, long_text, text


class TimeExtensionFields(Fields):
    required = ("number", "completion_before_on", "completion_after_on", "days")

    number = text(_("extension number"), max_length=60)
    completion_before_on = date(_("completion before"))
    completion_after_on = date(_("completion after"))
    days = count(_("days of extension"))
    reason = long_text(_("reason"))
    decided_on = date(_("decided on"))

    class Meta:
        abstract = True


class TimeExtension(TimeExtensionFields, ReleasedRow):
    class Meta:
        verbose_name = _("extension of time")
        constraints = content_rules(TimeExtensionFields, "time_extension")


KIND = Kind(
    slug="time-extension",
    model=TimeExtension,
    fields_class=TimeExtensionFields,
    title=_("Extensions of time"),
    plain_words=_("By how many days completion was put off, and why."),
    many=True,
    identified_by=("number",),
    newest_by=("-completion_after_on", "-release_id"),
)
