"""What is typed while somebody is on the telephone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.models import CameBy


class CallSearchForm(forms.Form):
    q = forms.CharField(
        label=_("What the caller says"),
        required=False,
        max_length=100,
        help_text=_("Name or place of the works, initial consonants, firm, project code, department or receipt number"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class CallForm(forms.Form):
    """The note. Who called is not asked: the answer does not depend on it."""

    question = forms.CharField(
        label=_("What was asked"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
        help_text=_("Without the caller’s name, number or address."),
    )
    answer = forms.CharField(
        label=_("What was answered"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=_("Or to whom the caller was passed on."),
    )
    came_by = forms.ChoiceField(
        label=_("How"), choices=CameBy.choices, initial=CameBy.PHONE, required=False, widget=forms.RadioSelect
    )
    receipt = forms.CharField(
        label=_("Receipt number"), required=False, max_length=40, help_text=_("If the caller has one.")
    )

    def clean_came_by(self) -> str:
        return self.cleaned_data["came_by"] or CameBy.PHONE
