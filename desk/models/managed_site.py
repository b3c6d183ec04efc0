from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.models import Department


class ManagedSite(models.Model):
    """A site as the desk knows it, from the first draft on. Citizens see it once its record is released."""

    code = models.CharField(_("project code"), max_length=30, unique=True)
    name = models.CharField(_("working name"), max_length=200)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="+", verbose_name=_("responsible department")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["name", "code"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
