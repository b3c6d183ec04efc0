import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

KEPT = datetime.timedelta(days=30)


class AutosavedFormQuerySet(models.QuerySet["AutosavedForm"]):
    def of(self, official: models.Model, form: str) -> Self:
        return self.filter(official=official.pk, form=form)

    def outdated(self, now: datetime.datetime) -> Self:
        return self.filter(saved_at__lt=now - KEPT)


class AutosavedForm(models.Model):
    """What somebody has typed into a form and not saved: read by nobody else, and forgotten after thirty days.

    Once the form is saved the row stays without values: its time tells the browser which of its copies are old.
    """

    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(_("form"), max_length=200)  # which form, of what: `progressdraft:17`, `progressdraft:new:3`
    values = models.JSONField(_("values"), default=dict)  # as a browser sends them: a list of texts by field
    saved_at = models.DateTimeField(_("saved"))

    objects = AutosavedFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved entry")
        verbose_name_plural = _("unsaved entries")
        constraints = [models.UniqueConstraint(fields=["official", "form"], name="desk_autosaved_form_once")]

    def __str__(self) -> str:
        return f"{self.official_id} {self.form}"
