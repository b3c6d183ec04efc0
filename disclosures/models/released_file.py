from typing import ClassVar, NamedTuple, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .release import Release

_EXTENSIONS = {"application/pdf": "pdf", "application/hwp+zip": "hwpx"}


def extension_of(media_type: str) -> str:
    """What a file's name ends with, without the dot."""
    return _EXTENSIONS.get(media_type) or media_type.partition("/")[2]


class Size(NamedTuple):
    """A rendition without its bytes: what a page needs to offer it."""

    image_format: str
    width: int
    height: int


class ReleasedFileQuerySet(models.QuerySet["ReleasedFile"]):
    def shown(self) -> Self:
        """The files that a release citizens may read shows; a taken-down release has no uses."""
        return self.filter(models.Exists(FileUse.objects.filter(file=models.OuterRef("pk"))))

    def without_bytes(self) -> Self:
        return self.defer("content", "thumbnail")

    def bytes_of(self, *, sha256: str, column: str) -> bytes | None:
        """The `content` or `thumbnail` of a file, None where there is none."""
        found = self.filter(pk=sha256).values_list(column, flat=True).first()
        return None if found is None else bytes(found)


class ReleasedFile(models.Model):
    """A cleaned image or document, stored under the SHA-256 of its bytes.

    In the database, so that it crosses the wall by the one way there is, is as verifiable as a row and
    goes with the release that named it (docs/adr/0006).
    """

    sha256 = models.CharField(_("SHA-256"), max_length=64, primary_key=True)
    media_type = models.CharField(_("media type"), max_length=100)
    width = models.PositiveIntegerField(_("width"), null=True)  # pixels; null for documents
    height = models.PositiveIntegerField(_("height"), null=True)
    size = models.PositiveIntegerField(_("size"))  # bytes
    content = models.BinaryField(_("content"))
    thumbnail = models.BinaryField(_("thumbnail"), null=True)  # JPEG, at most 480 px wide; null for documents

    objects = ReleasedFileQuerySet.as_manager()

    # What a page's statement read beside the row; a file read otherwise offers the whole alone.
    sizes: tuple[Size, ...] = ()

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT",)

    class Meta:
        verbose_name = _("released file")
        verbose_name_plural = _("released files")

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def extension(self) -> str:
        return extension_of(self.media_type)


class FileUse(models.Model):
    """A release that shows a file. A file without one is served to nobody."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="file_uses", db_index=False)
    file = models.ForeignKey(ReleasedFile, on_delete=models.PROTECT, related_name="uses")

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT",)
    wall_immutable: ClassVar[bool] = True

    class Meta:
        verbose_name = _("use of a file")
        constraints = [models.UniqueConstraint(fields=["release", "file"], name="disclosures_file_use_once")]

    def __str__(self) -> str:
        return f"{self.release_id}: {self.file_id[:12]}"
