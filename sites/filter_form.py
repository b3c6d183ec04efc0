"""The form in which a reader chooses sites: its fields' texts, and what they must be together."""

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .address_service import find_address
from .gazetteer import Place, find_places
from .near import DEFAULT_RADIUS_KM, RADII_KM, Circle, Point, parse_point
from .order import NEAREST, NEWEST, ORDERS, Order


def district_choices() -> list[tuple[str, str]]:
    language = get_language() or settings.LANGUAGE_CODE
    return [
        (district.code, district.names.get(language) or district.names["en"]) for district in settings.PROFILE.districts
    ]


def radius_choices() -> list[tuple[str, str]]:
    return [(kilometres, f"{kilometres} km") for kilometres in RADII_KM]


def sort_choices() -> list[tuple[str, str]]:
    return [(order.slug, str(order.label)) for order in ORDERS.values()]


class PointField(forms.CharField):
    """Latitude and longitude, as «37.56650,126.97800»."""

    def clean(self, value: Any) -> Point | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_point(text)
        except ValueError:
            raise ValidationError(_("Give a position as latitude,longitude in degrees: 37.5665,126.9780.")) from None


class FilterForm(forms.Form):
    """What two fields must be together."""

    # Where the words for a place mean several: the reader chooses.
    possible_places: list[Place] = []  # noqa: RUF012  (replaced, never changed)

    def clean_place(self) -> Place | None:
        """The one place that was meant. Several or none is said, never guessed."""
        text = self.cleaned_data.get("place")
        if not text:
            return None
        found = find_places(text)
        if len(found) > 1:
            self.possible_places = found
            raise ValidationError(_("Several places are called so: choose one below."))
        place = found[0] if found else find_address(text)
        if place is None:
            raise ValidationError(
                _("No district or neighbourhood is called so. Check its name, or search for the words above instead.")
            )
        return place

    @property
    def circle(self) -> Circle | None:
        """Where to search around, when the reader said so. A place that was typed goes before a position."""
        place, near = self.cleaned_data.get("place"), self.cleaned_data.get("near")
        centre = place.point if place else near
        if centre is None:
            return None
        return Circle(centre, Decimal(self.cleaned_data.get("radius") or DEFAULT_RADIUS_KM))

    @property
    def order(self) -> Order:
        """As chosen; by distance where a place was given. Nearest means nothing without one."""
        chosen = ORDERS.get(self.cleaned_data.get("sort") or "")
        if self.circle is None:
            return NEWEST if chosen in (None, NEAREST) else chosen
        return chosen or NEAREST

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high = data.get("amount_min"), data.get("amount_max")
        if low is not None and high is not None and low > high:
            self.add_error("amount_max", ValidationError(_("Give an upper amount that is not below the lower one.")))
        since, until = data.get("since"), data.get("until")
        if since and until and since > until:
            self.add_error("until", ValidationError(_("Give an end that is not before the beginning.")))
        return data


class AmountInput(forms.TextInput):
    """Text, because a browser's number field throws away what it cannot read, and the message hangs in the air."""

    def __init__(self) -> None:
        super().__init__(attrs={"inputmode": "decimal"})


class DateInput(forms.DateInput):
    """A date picker; plain text where the address holds what no picker could show."""

    input_type = "date"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        try:
            datetime.date.fromisoformat(str(value or "2000-01-01"))
        except ValueError:
            context["widget"]["type"] = "text"
        return context


class PlaceInput(forms.TextInput):
    """A place by name. The browser's own address book is no help."""

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off"})


class RadiusSelect(forms.Select):
    """Shows the usual radius where none was chosen."""

    def format_value(self, value: Any) -> list[str]:
        return super().format_value(value or DEFAULT_RADIUS_KM)
