from typing import Self

from django.db import models
from django.db.models.functions import Now
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .arrival import ArrivedFile


class CheckState(models.TextChoices):
    CLEAN = "clean", _("checked and written anew")
    QUARANTINED = "quarantined", _("in quarantine")


WHY: dict[str, str | Promise] = {
    "virus": _("a virus was found in it"),
    "not-scanned": _("it could not be checked for viruses; it is tried again"),
    "limits": _("it is too deep, too large or encrypted to be looked into as a whole"),
    "type": _("files of this type are not opened here"),
    "unreadable": _("it cannot be read; it may be cut off"),
    "too-many-pixels": _("the picture has more than 40 million pixels"),
    "archive-bomb": _("the archive unpacks to far more than it should"),
    "archive-depth": _("the archive holds archives in archives"),
    "archive-entries": _("the archive holds too many files"),
    "archive-encrypted": _("the archive is encrypted"),
    "archive-program": _("the archive holds a program"),
    "decoder": _("it could not be read within the limits"),
}


class FileCheckQuerySet(models.QuerySet["FileCheck"]):
    def quarantined(self) -> Self:
        return self.filter(state=CheckState.QUARANTINED).select_related("file").defer("file__content", "file__sealed")


class FileCheck(models.Model):
    """What the check inside made of an arrived file. Only what it wrote anew may an official open."""

    file = models.OneToOneField(ArrivedFile, on_delete=models.CASCADE, primary_key=True, related_name="check_result")
    state = models.CharField(_("state"), max_length=11, choices=CheckState)
    code = models.CharField(_("what was found"), max_length=30)
    media_type = models.CharField(_("media type"), max_length=100, blank=True, default="")
    content = models.BinaryField(_("written anew"), null=True)
    checked_at = models.DateTimeField(_("checked"), db_default=Now())

    objects = FileCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of a file")
        verbose_name_plural = _("checks of files")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=CheckState.CLEAN, content__isnull=False)
                | models.Q(state=CheckState.QUARANTINED, content__isnull=True),
                name="casework_file_check_content",
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_id}: {self.state}"

    @property
    def why(self) -> str | Promise:
        """Why it stays closed, in words."""
        return WHY.get(self.code, WHY["decoder"])
