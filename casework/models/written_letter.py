from django.db import models
from django.utils.translation import gettext_lazy as _

from .case import Case


class WrittenLetter(models.Model):
    """What a sealed letter says, kept inside: a citizen who lost the receipt is given the letters anew."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="letters")
    sequence = models.PositiveIntegerField(_("sequence"))
    content = models.TextField(_("content"))  # JSON of complaints.sealing.letters.Letter

    class Meta:
        verbose_name = _("written letter")
        verbose_name_plural = _("written letters")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["case", "sequence"], name="casework_letter_sequence")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.sequence}"
