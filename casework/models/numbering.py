from django.db import models
from django.utils.translation import gettext_lazy as _


class Numbering(models.Model):
    """The last number given in a year. The row is locked while the next is taken, so that none is left out."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last = models.PositiveIntegerField(_("last number"), default=0, db_default=0)

    class Meta:
        verbose_name = _("numbering")
        verbose_name_plural = _("numberings")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.year}-{self.last:06}"
