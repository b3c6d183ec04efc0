from django.db import models
from django.utils.translation import gettext_lazy as _

from .department import Department


class Officer(models.Model):
    """A post in the public directory: department, post, duty and office phone.

    Written by the desk, which leaves `name` empty or masked and chooses the number as the city's
    settings say; a name that is not published is in no public table.
    """

    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="officers", verbose_name=_("department")
    )
    post = models.CharField(_("post"), max_length=100)
    duty = models.CharField(_("duty"), max_length=200, blank=True, default="", db_default="")
    phone = models.CharField(_("office phone"), max_length=30, blank=True, default="", db_default="")
    name = models.CharField(_("name"), max_length=100, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        ordering = ["department", "post", "id"]

    def __str__(self) -> str:
        return f"{self.department} {self.post}"
