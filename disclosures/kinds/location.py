"""위치도: where the works are."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Kind, ReleasedRow, content_rules
from .fields import CoordinateField, Fields, FileDigestField, text

GEOMETRIES = {"Point", "LineString", "Polygon", "MultiLineString", "MultiPolygon"}


def validate_geometry(value: object) -> None:
    """A GeoJSON geometry object (RFC 7946) with coordinates, nothing more."""
    if not isinstance(value, dict) or value.get("type") not in GEOMETRIES or not value.get("coordinates"):
        raise ValidationError(
            _("Give a GeoJSON geometry, for example {“type”: “LineString”, “coordinates”: [[126.97, 37.56], …]}."),
            code="geometry",
        )


class LocationFields(Fields):
    required = ("address",)

    address = text(_("address"))
    latitude = CoordinateField(_("latitude"), limit=90)
    longitude = CoordinateField(_("longitude"), limit=180)
    extent = models.JSONField(
        _("extent"),
        null=True,
        blank=True,
        validators=[validate_geometry],
        help_text=_("GeoJSON geometry of the works, if they are more than a point."),
    )
    plan_image = FileDigestField(_("location plan"))
    plan_caption = text(_("caption"))

    class Meta:
        abstract = True


class Location(LocationFields, ReleasedRow):
    class Meta:
        verbose_name = _("location")
        constraints = content_rules(LocationFields, "location")


KIND = Kind(
    slug="location",
    model=Location,
    fields_class=LocationFields,
    title=_("Location"),
    plain_words=_("Where the works are: address, point on the map and plan."),
)
