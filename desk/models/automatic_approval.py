from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from disclosures.kinds import kind_by_slug
from disclosures.models import Source


class AutomaticApproval(models.Model):
    """What an administrator lets through without a second official: one kind, from one source.

    Citizens read on each such release that it was approved automatically.
    """

    source = models.CharField(_("source"), max_length=20, choices=Source)
    kind = models.CharField(_("kind"), max_length=30)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(_("chosen"), auto_now_add=True)

    class Meta:
        verbose_name = _("automatic approval")
        verbose_name_plural = _("automatic approvals")
        constraints = [models.UniqueConstraint(fields=["source", "kind"], name="desk_automatic_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.kind}"

    @property
    def kind_title(self) -> str:
        return str(kind_by_slug(self.kind).title)
