"""Where it is: a site that is found by its name, a place in words or as a point, or the whole city."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites.figures import disclosed_site
from sites.gazetteer import has_gazetteer
from sites.models import ConstructionSite
from sites.search import search

from .forms import Question, radios
from .place import NONE, places_to_choose, point_in

MOST_SITES = 8


class WhereForm(Question):
    """`query` is what the citizen calls the site, `site` the code of the one that was meant by it.

    `asked` is the query by which the offered sites were found: after another one they are searched anew. `sites`
    holds what is offered, the one that is chosen included. `place` is the code of one of `places`, the neighbourhoods
    of one name among which only the citizen can tell.
    """

    SITE, PLACE, CITY = "site", "place", "city"
    NO_PLACE = NONE

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
        help_text=gettext_lazy("With the neighbourhood’s name, as signs there have it, it is found on the map."),
        max_length=200,
        required=False,
    )
    place = forms.CharField(
        label=gettext_lazy("Which of these neighbourhoods do you mean?"),
        max_length=20,
        required=False,
        widget=forms.RadioSelect,
    )
    point = forms.CharField(
        label=gettext_lazy("Point on the map (if you know it)"),
        help_text=gettext_lazy("As your phone’s map shows it: 37.5666, 126.9784"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: Mapping[str, str] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        code = self.initial.get("site", "")
        self.chosen: ConstructionSite | None = disclosed_site(code) if code else None
        self.sites = [self.chosen] if self.chosen else []
        self.places = places_to_choose(self._told)
        if not has_gazetteer():
            self.fields["words"].help_text = ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("where") == self.SITE:
            self._clean_site(given)
        elif given.get("where") == self.PLACE:
            self._clean_place(given)
        return given

    def _clean_place(self, given: dict[str, Any]) -> None:
        point = given.get("point", "")
        if point and point_in(point) is None:
            wrong = _("Write the point as latitude and longitude, each with three decimals or more: 37.5666, 126.9784")
            self.add_error("point", wrong)
        elif not point and not given.get("words") and "words" not in self.errors:
            self.add_error("words", _("Write where it is, or give its point on the map"))
        elif self.places and self.chosen_place not in {self.NO_PLACE, *(place.code for place in self.places)}:
            self.add_error("place", _("Your words may mean several neighbourhoods. Choose one, or “None of these”"))

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
        return self._told.get("query", "") if self.sites else ""

    @property
    def chosen_place(self) -> str:
        """The code of a neighbourhood, `NO_PLACE`, or nothing."""
        return self._told.get("place", "")

    @property
    def _told(self) -> dict[str, str]:
        """The fields as they were filled in, judged or not."""
        told = self.data if self.is_bound else self.initial
        return {name: str(told.get(name) or "") for name in self.base_fields}
