from django.db import models
from django.utils.translation import gettext_lazy as _

from .stored_file import StoredFile


class FetchedPicture(models.Model):
    """A picture that was fetched before: what to ask its server so that it need not come again."""

    address = models.CharField(_("address"), max_length=1000, primary_key=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    # Of the bytes as they came: where a server tells no version, the same bytes are not cleaned twice.
    original_digest = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="+", verbose_name=_("stored file"))

    class Meta:
        verbose_name = _("fetched picture")
        verbose_name_plural = _("fetched pictures")

    def __str__(self) -> str:
        return self.address
