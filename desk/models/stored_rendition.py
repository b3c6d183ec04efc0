from django.db import models
from django.utils.translation import gettext_lazy as _

from disclosures.models import ImageFormat

from .stored_file import StoredFile


class StoredRendition(models.Model):
    """A cleaned picture in a size and format for screens, waiting inside with its file."""

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="renditions", db_index=False)
    image_format = models.CharField(_("format"), max_length=4, choices=ImageFormat)
    width = models.PositiveIntegerField(_("width"))  # pixels
    height = models.PositiveIntegerField(_("height"))
    size = models.PositiveIntegerField(_("size"))  # bytes
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("size of a stored picture")
        verbose_name_plural = _("sizes of stored pictures")
        constraints = [
            models.UniqueConstraint(fields=["file", "image_format", "width"], name="desk_rendition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id[:12]} {self.width} {self.image_format}"
