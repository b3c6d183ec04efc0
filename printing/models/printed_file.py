from django.db import models
from django.utils.translation import gettext_lazy as _

from .print_order import PrintOrder


class PrintedFile(models.Model):
    """One PDF of an order; of an order that is joined at the end, until then what one page says, as JSON."""

    order = models.ForeignKey(PrintOrder, on_delete=models.CASCADE, related_name="files", db_index=False)
    number = models.PositiveIntegerField(_("number"))
    name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("printed file")
        verbose_name_plural = _("printed files")
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="printing_file_once")]

    def __str__(self) -> str:
        return self.name
