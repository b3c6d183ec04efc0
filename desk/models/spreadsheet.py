from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Spreadsheet(models.Model):
    """A spreadsheet that an official uploaded, kept from the preview until it is put in or thrown away."""

    kind = models.CharField(_("kind"), max_length=30)
    name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField(_("content"))
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"))

    class Meta:
        verbose_name = _("spreadsheet")
        verbose_name_plural = _("spreadsheets")

    def __str__(self) -> str:
        return self.name
