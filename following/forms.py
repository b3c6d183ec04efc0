"""The questions of following: how, how often, and where to."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.asking.forms import CHANNELS, ContactForm, Question, radios
from sites.filters import SiteFilter
from sites.models import ConstructionSite
from sites.near import DEFAULT_RADIUS_KM, RADII_KM, Circle

from .topics import PACES, Pace, Topic, TopicKind

EMAIL, ALIMTALK = "email", "alimtalk"


class HowForm(Question):
    """By which channel and how often."""

    channel = radios(
        [], label=gettext_lazy("How shall we tell you?"), missing=gettext_lazy("Choose how we shall tell you")
    )
    pace = radios(
        [(pace.value, words) for pace, words in PACES.items()],
        label=gettext_lazy("How often?"),
        missing=gettext_lazy("Choose how often"),
    )

    def __init__(self, data: Mapping[str, str] | None = None, *, topic: Topic, has_phone: bool, **options: Any) -> None:
        super().__init__(data, initial={"channel": EMAIL, "pace": Pace.DAILY.value}, **options)
        # A newsletter is too long for a telephone's notices.
        offered = [EMAIL, *([ALIMTALK] if has_phone and topic.kind is not TopicKind.NEWSLETTER else [])]
        self.offer("channel", [(slug, CHANNELS[slug][0]) for slug in offered])
        if not topic.has_pace:
            del self.fields["pace"]

    @property
    def pace_chosen(self) -> str:
        return str(self.cleaned_data.get("pace") or Pace.AT_ONCE.value)


class AddressForm(Question):
    """Where the mails go. Nothing goes there before whoever reads there has said yes."""

    email = forms.EmailField(
        label=gettext_lazy("What is your e-mail address?"),
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Write your e-mail address"),
            "invalid": ContactForm.base_fields["email"].error_messages["invalid"],
        },
    )


class AroundForm(Question):
    """A place and a radius, which become a topic."""

    place = forms.CharField(
        label=gettext_lazy("Near a district or neighbourhood"),
        max_length=100,
        error_messages={"required": gettext_lazy("Write a place, such as a neighbourhood")},
    )
    radius = forms.ChoiceField(
        label=gettext_lazy("Within"),
        choices=[(radius, f"{radius} km") for radius in RADII_KM],
        initial=DEFAULT_RADIUS_KM,
    )

    circle: Circle | None = None
    possible: list[str]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.possible = []
        if given.get("place") and given.get("radius"):
            self._find(given["place"], given["radius"])
        return given

    def _find(self, place: str, radius: str) -> None:
        query = QueryDict(mutable=True)
        query.update({"place": place, "radius": radius})
        found = SiteFilter(query, ConstructionSite.objects.none()).form
        if found.is_valid() and found.circle is not None and not found.possible_places:
            self.circle = Circle(found.circle.centre, Decimal(radius))
            return
        self.possible = [each.full_name for each in found.possible_places]
        if self.possible:
            self.add_error(
                "place",
                _("Several places are called so. Write one of: %(names)s") % {"names": ", ".join(self.possible)},
            )
        else:
            self.add_error("place", _("No place of the city is called so. Write a district or a neighbourhood"))

    @property
    def topic(self) -> Topic:
        """Of a valid form."""
        assert self.circle is not None  # noqa: S101  (valid)
        return Topic(TopicKind.NEAR, f"{self.circle.centre},{self.cleaned_data['radius']}")
