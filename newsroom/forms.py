from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from desk.forms.decisions import ReasonForm


class TrialForm(forms.Form):
    """In which language the trial comes."""

    language = forms.ChoiceField(label=_("language"), choices=lambda: settings.LANGUAGES)


class ReturnForm(ReasonForm):
    pass


class WithdrawForm(forms.Form):
    ground = forms.CharField(
        label=_("ground"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=_("It stays public in place of the content: name no person and repeat nothing of what is removed."),
    )
