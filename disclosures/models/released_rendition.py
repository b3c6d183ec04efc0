from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .released_file import ReleasedFile


class ImageFormat(models.TextChoices):
    """Best first: a browser takes the first it knows."""

    AVIF = "avif", "AVIF"
    WEBP = "webp", "WebP"
    JPEG = "jpeg", "JPEG"

    @property
    def media_type(self) -> str:
        return f"image/{self.value}"


class ReleasedRenditionQuerySet(models.QuerySet["ReleasedRendition"]):
    def of_file(self, *, sha256: str, image_format: str, width: int) -> "ReleasedRenditionQuerySet":
        """The one rendition of this size and format, if a release that citizens may read shows its file."""
        return self.filter(
            file__in=ReleasedFile.objects.shown().filter(pk=sha256), image_format=image_format, width=width
        )

    def without_bytes(self) -> "ReleasedRenditionQuerySet":
        return self.defer("content")


class ReleasedRendition(models.Model):
    """A released picture in the size and format that a screen asks for. Made from the file, gone with it."""

    file = models.ForeignKey(ReleasedFile, on_delete=models.PROTECT, related_name="renditions", db_index=False)
    image_format = models.CharField(_("format"), max_length=4, choices=ImageFormat)
    width = models.PositiveIntegerField(_("width"))  # pixels
    height = models.PositiveIntegerField(_("height"))
    size = models.PositiveIntegerField(_("size"))  # bytes
    content = models.BinaryField(_("content"))

    objects = ReleasedRenditionQuerySet.as_manager()

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT",)

    class Meta:
        verbose_name = _("size of a released picture")
        verbose_name_plural = _("sizes of released pictures")
        constraints = [
            # Begins with the file, so that it serves the page's look-up too.
            models.UniqueConstraint(fields=["file", "image_format", "width"], name="disclosures_rendition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id[:12]} {self.width} {self.image_format}"
