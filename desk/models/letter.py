from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """An e-mail that an official got from the desk: one a day, and one for each thing to be confirmed at once.

    The row is written in the transaction that sends, so that two workers never send the same letter.
    """

    DAILY: ClassVar[str] = "daily"

    official = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("official")
    )
    about = models.CharField(_("about"), max_length=40)  # DAILY, or what is to be confirmed, such as erasure:12
    written_on = models.DateField(_("written"))
    sent_at = models.DateTimeField(_("sent"))
    lines = models.PositiveIntegerField(_("lines"))  # things it told of

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "DELETE")

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(fields=["official", "about", "written_on"], name="desk_letter_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.written_on} {self.official_id} {self.about}"
