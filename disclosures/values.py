"""How a value of a kind's field is written on a page, by the type of the field."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import URLValidator
from django.db import models
from django.urls import reverse
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites.templatetags.allimi import (
    content_language,
    day,
    in_content_language,
    language,
    money,
    name_of,
    percent,
    phone_link,
)

from .kinds.fields import FileDigestField, MoneyField, PercentField

NOT_GIVEN = gettext_lazy("not given")


def written(field: models.Field, value: Any) -> SafeString | str:
    """A value as HTML. Text that officials wrote carries its language."""
    if value in (None, "", []):
        return str(NOT_GIVEN)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    for types, write in _WRITERS:
        if isinstance(field, types):
            return write(value)
    return _text(field, value)


def _text(field: models.Field, value: Any) -> SafeString | str:
    if field.name == "phone":
        return phone_link(value)
    if any(isinstance(validator, URLValidator) for validator in field.validators):
        return _address(value)
    return in_content_language(str(value))


def _address(value: str) -> SafeString | str:
    """A link where a browser can open it; a camera's RTSP address is shown as text."""
    if urlsplit(value).scheme in ("http", "https"):
        return format_html('<a href="{}" rel="noopener noreferrer external">{}</a>', value, value)
    return format_html("<code>{}</code>", value)


def _paragraphs(value: str) -> SafeString | str:
    paragraphs = mark_safe(linebreaks(value, autoescape=True))  # noqa: S308  (escaped by linebreaks)
    if language().startswith(content_language()):
        return paragraphs
    return format_html('<div lang="{}">{}</div>', content_language(), paragraphs)


def _file(digest: str) -> SafeString:
    address = reverse("disclosures:file-content", args=[digest])
    return format_html('<a href="{}">{} <code>{}…</code></a>', address, _("file"), digest[:12])


def _districts(codes: list[str]) -> str:
    names = {district.code: district.names for district in settings.PROFILE.districts}
    spoken = language()
    return ", ".join(names.get(code, {}).get(spoken) or names.get(code, {}).get("en") or code for code in codes)


def _extent(geometry: dict[str, Any]) -> str:
    return _("drawn as %(geometry)s (GeoJSON)") % {"geometry": geometry.get("type", "")}


_WRITERS: tuple[tuple[Any, Any], ...] = (
    (MoneyField, money),
    (PercentField, percent),
    (models.DateField, day),
    (models.BooleanField, lambda value: _("yes") if value else _("no")),
    (FileDigestField, _file),
    (models.JSONField, _extent),
    (ArrayField, _districts),
    (models.ForeignKey, name_of),
    (models.DecimalField, lambda number: f"{number.normalize():f}"),
    (models.IntegerField, lambda number: f"{number:,}"),
    (models.TextField, _paragraphs),
)
