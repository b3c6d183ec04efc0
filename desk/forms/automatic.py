from django import forms
from django.utils.translation import gettext_lazy as _

from desk.actions.automatic import SOURCES
from disclosures.kinds import ALL_KINDS


def _choices() -> list[tuple[str, str]]:
    return [(f"{source}:{kind.slug}", f"{source.label} – {kind.title}") for source in SOURCES for kind in ALL_KINDS]


class AutomaticForm(forms.Form):
    """Which pairs of source and kind need no second official."""

    chosen = forms.MultipleChoiceField(
        label=_("released without a second official"),
        choices=_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
