"""How a value of a kind's field is written on a page, by the type of the field.

A site's page writes some five hundred values. So what does not change from one to the next (a field's label, the
words of its choices, the way its type is written) is settled once for each field and language, not once a value.
"""

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import URLValidator
from django.db import models
from django.template.defaultfilters import capfirst, linebreaksbr
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites import money as amounts
from sites.templatetags.allimi import content_language, language, marked_day, money, name_of, percent, phone_link

from .addresses import file_address
from .exchanges import parse_exchanges
from .kinds import Kind, kind_by_slug
from .kinds.fields import ExchangesField, FileDigestField, MoneyField, PercentField

Write = Callable[[Any], str]  # to HTML; what is not given never gets there

EMPTY: tuple[Any, ...] = (None, "", [])
NOT_GIVEN = gettext_lazy("not given")


@dataclass(frozen=True)
class FieldWords:
    """One field in one language, as HTML: its label, and how its values are written."""

    label: str
    write: Write


Words = Mapping[str, FieldWords]


def written(field: models.Field, value: Any) -> SafeString:
    """A value as HTML. Text that officials wrote carries its language."""
    write = _writer(field, language(), content_language())
    return mark_safe(html.escape(str(NOT_GIVEN)) if value in EMPTY else write(value))  # noqa: S308  (writers escape)


def words_of(kind: Kind, spoken: str) -> Words:
    """The words of every field of a kind, and of the figures its rows compute, in the language `spoken`: the active."""
    return _words(kind.slug, spoken, content_language())


@lru_cache(maxsize=256)
def _words(slug: str, spoken: str, official: str) -> Words:
    words = {
        field.name: FieldWords(_label(field.verbose_name), _writer(field, spoken, official))
        for field in kind_by_slug(slug).fields
    }
    return words | {name: FieldWords(_label(label), write) for name, (label, write) in _COMPUTED.items()}


def _label(name: Any) -> str:
    return html.escape(capfirst(str(name)))


@lru_cache(maxsize=4096)
def _writer(field: models.Field, spoken: str, official: str) -> Write:
    """What writes the field's values in the language `spoken`, the active one."""
    if field.choices:
        return partial(_choice, {value: html.escape(str(label)) for value, label in field.flatchoices})
    if isinstance(field, MoneyField):
        return partial(amounts.money, language=spoken)
    if isinstance(field, models.DateField):
        return lambda value: marked_day(value, spoken)
    if isinstance(field, FileDigestField):
        return partial(_file, spoken)
    for types, write in _WRITERS:
        if isinstance(field, types):
            return write
    mark = "" if spoken.startswith(official) else official
    if isinstance(field, models.TextField):
        return partial(_exchanges if isinstance(field, ExchangesField) else _paragraphs, mark)
    if field.name == "phone":
        return phone_link
    if any(isinstance(validator, URLValidator) for validator in field.validators):
        return _address
    return partial(_text, mark)


def _choice(labels: Mapping[Any, str], value: Any) -> str:
    return labels.get(value) or html.escape(str(value))


def _text(mark: str, value: Any) -> str:
    text = html.escape(str(value))
    return f'<span lang="{mark}">{text}</span>' if mark else text


def _paragraphs(mark: str, value: str) -> str:
    # One paragraph is the rule, and Django's linebreaks looks for more with regular expressions.
    text = linebreaks(value, autoescape=True) if "\n" in value or "\r" in value else f"<p>{html.escape(value)}</p>"
    return f'<div lang="{mark}">{text}</div>' if mark else text


def _exchanges(mark: str, value: str) -> str:
    """In pairs; what an import brought that has no such form, as paragraphs."""
    lang = f' lang="{mark}"' if mark else ""
    try:
        found = parse_exchanges(value)
    except ValueError:
        return _paragraphs(mark, value)
    pairs = "".join(
        f"<div><dt>{linebreaksbr(each.question, autoescape=True)}</dt>"
        f"<dd>{linebreaksbr(each.answer, autoescape=True)}</dd></div>"
        for each in found
    )
    return f'<dl class="exchanges"{lang}>{pairs}</dl>'


def _address(value: str) -> str:
    """A link where a browser can open it; a camera's RTSP address is shown as text."""
    if urlsplit(value).scheme in ("http", "https"):
        return format_html('<a href="{}" rel="noopener noreferrer external">{}</a>', value, value)
    return format_html("<code>{}</code>", value)


def _file(spoken: str, digest: str) -> str:
    return format_html('<a href="{}">{} <code>{}…</code></a>', file_address(digest, spoken), _("file"), digest[:12])


def _districts(codes: list[str]) -> str:
    names = {district.code: district.names for district in settings.PROFILE.districts}
    spoken = language()
    return html.escape(
        ", ".join(names.get(code, {}).get(spoken) or names.get(code, {}).get("en") or code for code in codes)
    )


def _extent(geometry: dict[str, Any]) -> str:
    return html.escape(_("drawn as %(geometry)s (GeoJSON)") % {"geometry": geometry.get("type", "")})


def signed_money(amount: int) -> str:
    """An amount by which something moved: +200,000,000원 …; zero without a sign."""
    return f"{'+' if amount > 0 else ''}{money(amount)}"


# Figures, dates and numbers have nothing in them to escape.
_WRITERS: tuple[tuple[Any, Write], ...] = (
    (PercentField, percent),
    (models.BooleanField, lambda value: html.escape(_("yes") if value else _("no"))),
    (models.JSONField, _extent),
    (ArrayField, _districts),
    (models.ForeignKey, lambda thing: conditional_escape(name_of(thing))),
    (models.DecimalField, lambda number: f"{number.normalize():f}"),
    (models.IntegerField, lambda number: f"{number:,}"),
)

# What a row computes from its columns, and a page shows beside them.
_COMPUTED: Mapping[str, tuple[Any, Write]] = {
    "award_rate": (gettext_lazy("Amount against the estimate"), percent),
    "difference": (gettext_lazy("Difference"), signed_money),
}
