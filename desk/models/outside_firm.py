from django.db import models
from django.utils.translation import gettext_lazy as _


class OutsideFirm(models.Model):
    """A contractor or supervisor whose people report to the desk.

    Private, and apart from the public `sites.Firm`: that one follows from releases, this one from who may sign in.
    """

    name = models.CharField(_("name"), max_length=200, unique=True)
    registration_number = models.CharField(_("business registration number"), max_length=20, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("outside firm")
        verbose_name_plural = _("outside firms")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
