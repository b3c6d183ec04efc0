"""조감도: what it will look like."""

from django.utils.translation import gettext_lazy as _

from .base import Kind, ReleasedRow, content_rules
from .fields import Fields, FileDigestField, date, text


class RenderingFields(Fields):
    required = ("image", "caption")

    image = FileDigestField(_("image"))
    caption = text(_("caption"), help_text=_("Say what the picture shows; people who cannot see it read this."))
    drawn_on = date(_("drawn on"))

    class Meta:
        abstract = True


class Rendering(RenderingFields, ReleasedRow):
    class Meta:
        verbose_name = _("rendering")
        constraints = content_rules(RenderingFields, "rendering")


KIND = Kind(
    slug="rendering",
    model=Rendering,
    fields_class=RenderingFields,
    title=_("Rendering"),
    plain_words=_("A picture of what it will look like when it is finished."),
    many=True,
    identified_by=("image",),
)
