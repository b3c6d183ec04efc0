"""현장영상: a camera that looks at the site."""

from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from .base import Kind, ReleasedRow, content_rules
from .fields import Fields, text


class WebcamFields(Fields):
    required = ("title", "address")

    title = text(_("what the camera shows"))
    address = text(_("stream or still address"), max_length=500)
    hours = text(_("hours"), max_length=100, help_text=_("When the camera is on, for example 09:00–18:00."))

    class Meta:
        abstract = True


# Cameras speak RTSP as well as HTTP; anything else is a typing error or an attack.
WebcamFields._meta.get_field("address").validators.append(URLValidator(schemes=["rtsp", "http", "https"]))


class Webcam(WebcamFields, ReleasedRow):
    class Meta:
        verbose_name = _("webcam")
        constraints = content_rules(WebcamFields, "webcam")


KIND = Kind(
    slug="webcam",
    model=Webcam,
    fields_class=WebcamFields,
    title=_("Webcam"),
    plain_words=_("A camera through which anyone can look at the site."),
    many=True,
    identified_by=("address",),
)
