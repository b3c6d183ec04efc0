from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A cleaned upload, waiting inside. The original bytes, with their EXIF and GPS, are never kept."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, primary_key=True)
    media_type = models.CharField(_("media type"), max_length=100)
    width = models.PositiveIntegerField(_("width"), null=True)  # pixels; null for documents
    height = models.PositiveIntegerField(_("height"), null=True)
    size = models.PositiveIntegerField(_("size"))  # bytes
    content = models.BinaryField(_("content"))
    thumbnail = models.BinaryField(_("thumbnail"), null=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:12]}"
