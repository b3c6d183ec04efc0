from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class SealedLetterQuerySet(models.QuerySet["SealedLetter"]):
    def at(self, locator: str) -> Self:
        """The letters that lie for one receipt, in the order in which they were written."""
        return self.filter(locator=locator).order_by("sequence")


class SealedLetter(models.Model):
    """What the city writes to one citizen: public bytes that the receipt alone opens (complaints.sealing.letters).

    The locator is derived from the receipt's secret; it leads from no letter to a person or a case.
    """

    locator = models.CharField(_("locator"), max_length=64)
    sequence = models.PositiveIntegerField(_("sequence"))  # from 1, within the locator
    ciphertext = models.BinaryField(_("sealed text"))
    released_at = models.DateTimeField(_("released"))

    objects = SealedLetterQuerySet.as_manager()

    # A new receipt, and the end of retention, take letters away; nothing changes one.
    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "DELETE")

    class Meta:
        verbose_name = _("sealed letter")
        verbose_name_plural = _("sealed letters")
        constraints = [models.UniqueConstraint(fields=["locator", "sequence"], name="complaints_letter_sequence")]

    def __str__(self) -> str:
        return f"{self.locator[:8]} {self.sequence}"
