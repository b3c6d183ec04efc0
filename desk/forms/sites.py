"""What is asked when a site gets another name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .decisions import CorrectionForm


class RenameForm(CorrectionForm):
    name = forms.CharField(label=_("name"), max_length=200)
    name_en = forms.CharField(
        label=_("name in English"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty to keep the present one."),
    )

    field_order = ("name", "name_en", "reason")
