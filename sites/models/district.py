from django.db import models
from django.utils.translation import gettext_lazy as _

from .named import Named


class District(Named):
    """A district of the city's profile (Seoul: 자치구), with the country's official code."""

    code = models.CharField(_("official code"), max_length=10, primary_key=True)

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["code"]
