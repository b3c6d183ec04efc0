"""What a citizen asks of the briefings and hearings, as a form in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sites.filters import district_choices


def _districts() -> list[tuple[str, Any]]:
    return [("", _("all")), *district_choices()]


class HearingFilter(forms.Form):
    district = forms.ChoiceField(label=_("District"), choices=_districts, required=False)
