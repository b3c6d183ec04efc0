from django.db import models
from django.utils.translation import gettext_lazy as _

from .named import Named


class Department(Named):
    """A department of the city (발주부서): who answers for a site."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    phone = models.CharField(_("office phone"), max_length=30, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["name"]
