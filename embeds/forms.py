"""What a webmaster picks, in the address of the page: so a choice can be bookmarked and sent to a colleague."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from sites.filter_form import district_choices
from sites.models import ConstructionSite, Department

from .converters import PNG, SVG
from .drawing import BANNERS, Size
from .subjects import CITY, DEPARTMENTS, DISTRICTS, SITES, city_name

_COLOURS = {
    "blue": pgettext_lazy("colour of a banner", "blue"),
    "light": pgettext_lazy("colour of a banner", "light"),
    "dark": pgettext_lazy("colour of a banner", "dark"),
}
USUAL_SIZE, USUAL_COLOUR = "170x50", "blue"
_SITE_PAGE = re.compile(r"/sites/([^/]+)")


def _subjects() -> list[tuple[str, Any]]:
    departments = Department.objects.order_by("name")
    return [
        (f"{CITY}/{settings.PROFILE.slug}", _("the whole city (%(name)s)") % {"name": city_name()}),
        (_("District"), [(f"{DISTRICTS}/{code}", name) for code, name in district_choices()]),
        (_("Department"), [(f"{DEPARTMENTS}/{each.code}", each.localized_name) for each in departments]),
    ]


def _sizes() -> list[tuple[str, str]]:
    return [(slug, _size_name(size)) for slug, size in BANNERS.items()]


def _size_name(size: Size) -> str:
    if size.is_fluid:
        return _("as wide as its place (fluid, %(height)s px high)") % {"height": size.height}
    return f"{size.width} × {size.height}"


@dataclass(frozen=True)
class Choice:
    """What a webmaster picked."""

    scope: str
    code: str
    size: Size
    colour: str
    suffix: str
    language: str


class PickForm(forms.Form):
    """Unbound it shows the city's banner; an empty field means its first choice."""

    about = forms.ChoiceField(label=gettext_lazy("What it is about"), required=False, choices=_subjects)
    site = forms.CharField(
        label=gettext_lazy("Or one site: its project code, or the address of its page"), required=False, max_length=300
    )
    size = forms.ChoiceField(label=gettext_lazy("Size of the banner in pixels"), required=False, choices=_sizes)
    colour = forms.ChoiceField(label=gettext_lazy("Colour"), required=False, choices=list(_COLOURS.items()))
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False, choices=settings.LANGUAGES)
    suffix = forms.ChoiceField(
        label=gettext_lazy("File"),
        required=False,
        choices=[
            (SVG, gettext_lazy("SVG: sharp on every screen")),
            (PNG, gettext_lazy("PNG: for mail and older editors")),
        ],
    )

    def clean_site(self) -> str:
        """The project code that was meant; empty where none was."""
        told = self.cleaned_data["site"].replace("\x00", "").strip()
        in_address = _SITE_PAGE.search(urlsplit(told).path) if "/" in told else None
        code = unquote(in_address[1]) if in_address else told
        if code and not ConstructionSite.objects.disclosed().filter(code=code).exists():
            raise ValidationError(
                _("There is no site with this project code. It stands on the site’s page and in its address.")
            )
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("size") == "fluid" and cleaned.get("suffix") == PNG:
            self.add_error("suffix", _("The fluid banner is an SVG. Choose SVG, or another size."))
        return cleaned

    @property
    def choice(self) -> Choice:
        """What is shown: what was picked and, where nothing was, the first of everything."""
        picked = {name: value for name, value in self.cleaned_data.items() if value} if self.is_bound else {}
        scope, _slash, code = picked.get("about", f"{CITY}/{settings.PROFILE.slug}").partition("/")
        if "site" in picked:
            scope, code = SITES, picked["site"]
        return Choice(
            scope=scope,
            code=code,
            size=BANNERS[picked.get("size", USUAL_SIZE)],
            colour=picked.get("colour", USUAL_COLOUR),
            suffix=picked.get("suffix", SVG),
            language=picked.get("language") or get_language() or settings.LANGUAGE_CODE,
        )
