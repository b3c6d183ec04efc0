"""Where it is: a site that is found by its name, a place in words, or the whole city."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites.figures import disclosed_site
from sites.models import ConstructionSite
from sites.search import search

from .forms import Question, radios

MOST_SITES = 8
_POINT = re.compile(r"(-?\d{1,2}\.\d{3,})[°,;/\s]+(-?\d{1,3}\.\d{3,})°?")


def point_in(words: str) -> tuple[float | None, float | None]:
    """Latitude and longitude (WGS 84, degrees) that somebody copied from a map; none where there are only words."""
    found = _POINT.search(words)
    if found is None:
        return None, None
    latitude, longitude = float(found[1]), float(found[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else (None, None)


class WhereForm(Question):
    """`query` is what the citizen calls the site, `site` the code of the one that was meant by it.

    `asked` is the query by which the offered sites were found: after another one they are searched anew. `sites`
    holds what is offered, the one that is chosen included.
    """

    SITE, PLACE, CITY = "site", "place", "city"

    where = radios(
        [
            (SITE, gettext_lazy("A construction site")),
            (PLACE, gettext_lazy("Another place")),
            (CITY, gettext_lazy("The whole city, or no certain place")),
        ],
        label=gettext_lazy("Where is it?"),
        missing=gettext_lazy("Choose where it is"),
    )
    query = forms.CharField(
        label=gettext_lazy("Name or project code of the site"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    asked = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)
    site = forms.CharField(
        label=gettext_lazy("Which of these sites do you mean?"), max_length=30, required=False, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Address, crossing or anything that stands nearby"),
        help_text=gettext_lazy("Or a point as your phone’s map shows it: 37.5666, 126.9784"),
        max_length=200,
        required=False,
    )

    def __init__(self, data: Mapping[str, str] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        code = self.initial.get("site", "")
        self.chosen: ConstructionSite | None = disclosed_site(code) if code else None
        self.sites = [self.chosen] if self.chosen else []

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("where") == self.SITE:
            self._clean_site(given)
        elif given.get("where") == self.PLACE and not given.get("words"):
            self.add_error("words", _("Write where it is"))
        return given

    def _clean_site(self, given: dict[str, Any]) -> None:
        query = given.get("query", "")
        if given.get("site") and query == given.get("asked", ""):
            self.chosen = disclosed_site(given["site"])
        if self.chosen is not None:
            self.sites = [self.chosen]
        elif not query:
            self.add_error("query", _("Write the name of the site, a part of it, or its project code"))
        else:
            self._look_for(query)

    def _look_for(self, query: str) -> None:
        found = search(query, limit=MOST_SITES + 1).ids
        sites = ConstructionSite.objects.disclosed().with_directory().in_bulk(found)
        self.sites = [sites[key] for key in found if key in sites][:MOST_SITES]
        if not self.sites:
            self.add_error("query", _("No site is called so. Try another part of its name, or choose “Another place”"))
        elif len(found) > MOST_SITES:
            self.add_error("site", _("Many sites are called so. Choose the one you mean, or write more of its name"))
        else:
            self.add_error("site", _("Choose the site you mean"))

    @property
    def searched(self) -> str:
        """The query by which the sites were found that are offered now."""
        return str((self.data if self.is_bound else self.initial).get("query", "")) if self.sites else ""
