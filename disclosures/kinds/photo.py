"""공사사진: what the site looks like."""

from django.utils.translation import gettext_lazy as _

from .base import Kind, ReleasedRow, content_rules
from .fields import Fields, FileDigestField, date, text


class PhotoFields(Fields):
    required = ("image", "work_item")

    image = FileDigestField(_("photo"))
    work_item = text(_("work item"), max_length=100, help_text=_("Which part of the works the photo shows."))
    taken_on = date(_("taken on"))
    viewpoint = text(_("viewpoint"), help_text=_("Where the photographer stood; people who cannot see it read this."))

    class Meta:
        abstract = True


class Photo(PhotoFields, ReleasedRow):
    class Meta:
        verbose_name = _("photo")
        constraints = content_rules(PhotoFields, "photo")


KIND = Kind(
    slug="photo",
    model=Photo,
    fields_class=PhotoFields,
    title=_("Photos"),
    plain_words=_("Photographs of the works as they go on."),
    many=True,
    identified_by=("image",),
    newest_by=("-taken_on", "-release_id"),
)
