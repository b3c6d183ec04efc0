"""What to print, of which sites or districts."""

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from prints.paper import Paper
from sites.models import ConstructionSite, Department, District, SiteStatus
from sites.models.construction_site import UNFINISHED

from .models import Bundle, PrintedThing

MOST = 3000  # signboards of an order
MOST_JOINED = 100  # pages of one PDF: more than a person leafs through, and 4 MB of memory each while it is laid out
_RUNNING = "running"


class OrderForm(forms.Form):
    thing = forms.ChoiceField(label=gettext_lazy("what"), choices=PrintedThing.choices, widget=forms.RadioSelect)
    codes = forms.CharField(
        label=gettext_lazy("project codes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For signboards of certain sites, one code a line. Otherwise choose below."),
    )
    department = forms.ModelChoiceField(
        label=gettext_lazy("department"), queryset=Department.objects.order_by("name"), required=False
    )
    district = forms.ModelChoiceField(
        label=gettext_lazy("district"),
        queryset=District.objects.order_by("code"),
        required=False,
        help_text=gettext_lazy("A brochure of each district is made where none is chosen."),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("status"),
        choices=[(_RUNNING, gettext_lazy("ongoing and suspended")), *SiteStatus.choices, ("", gettext_lazy("all"))],
        required=False,
        initial=_RUNNING,
    )
    year = forms.IntegerField(label=gettext_lazy("year"), required=False, help_text=gettext_lazy("Of the booklet."))
    language = forms.ChoiceField(label=gettext_lazy("language"), choices=lambda: settings.LANGUAGES)
    paper = forms.ChoiceField(
        label=gettext_lazy("paper"), choices=Paper.choices, help_text=gettext_lazy("Of signboards; the others are A4.")
    )
    bundle = forms.ChoiceField(
        label=gettext_lazy("handed out as"), choices=Bundle.choices, help_text=gettext_lazy("Of many signboards.")
    )

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["year"].initial = today.year

    def clean_year(self) -> int:
        year = self.cleaned_data["year"] or self._today.year
        if not 1990 <= year <= self._today.year + 1:
            raise ValidationError(_("Give a year until %(year)s.") % {"year": self._today.year + 1})
        return int(year)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors:
            given["keys"] = self._keys(PrintedThing(given["thing"]), given)
        return given

    @property
    def bundled(self) -> Bundle:
        """How the order is handed out: a single print is a PDF whatever was asked for, many brochures are a ZIP."""
        thing, keys = PrintedThing(self.cleaned_data["thing"]), self.cleaned_data["keys"]
        if len(keys) == 1:
            return Bundle.PDF
        return Bundle(self.cleaned_data["bundle"]) if thing.form is not None else Bundle.ZIP

    def _keys(self, thing: PrintedThing, given: dict[str, Any]) -> list[str]:
        if thing == PrintedThing.BOOKLET:
            return [str(given["year"])]
        if thing == PrintedThing.BROCHURE:
            chosen = given["district"]
            return [chosen.pk] if chosen else list(District.objects.order_by("code").values_list("pk", flat=True))
        keys = self._named(given["codes"]) if given["codes"].strip() else self._found(given)
        self._refuse(keys, given)
        return keys

    def _named(self, codes: str) -> list[str]:
        wanted = list(dict.fromkeys(codes.replace(",", " ").split()))
        there = ConstructionSite.objects.disclosed().filter(code__in=wanted).values_list("code", flat=True)
        unknown = [code for code in wanted if code not in set(there)]
        if unknown:
            self.add_error("codes", _("Citizens know no site with the code %(codes)s.") % {"codes": ", ".join(unknown)})
        return wanted

    def _found(self, given: dict[str, Any]) -> list[str]:
        sites = ConstructionSite.objects.disclosed()
        if given["department"]:
            sites = sites.filter(department=given["department"])
        if given["district"]:
            sites = sites.filter(districts=given["district"])
        if given["status"]:
            sites = sites.filter(status__in=UNFINISHED if given["status"] == _RUNNING else [given["status"]])
        return list(sites.order_by("code").values_list("code", flat=True)[: MOST + 1])

    def _refuse(self, keys: list[str], given: dict[str, Any]) -> None:
        if not keys:
            self.add_error(None, _("No released site is like that. Choose another department, district or status."))
        elif len(keys) > MOST:
            self.add_error(None, _("More than %(most)d sites are like that. Choose a department.") % {"most": MOST})
        elif given["bundle"] == Bundle.PDF and len(keys) > MOST_JOINED:
            told = ngettext(
                "%(number)d signboard does not fit into one PDF. Choose the ZIP.",
                "%(number)d signboards do not fit into one PDF. Choose the ZIP.",
                len(keys),
            )
            self.add_error("bundle", told % {"number": len(keys)})
