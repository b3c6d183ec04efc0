from django import forms
from django.utils.translation import gettext_lazy as _

from desk.spreadsheets.columns import kinds
from disclosures.kinds import Kind, kind_by_slug


class UploadForm(forms.Form):
    """A filled spreadsheet of one kind."""

    kind = forms.ChoiceField(label=_("kind"), choices=lambda: [(kind.slug, kind.title) for kind in kinds()])
    file = forms.FileField(
        label=_("spreadsheet"),
        help_text=_("XLSX or CSV, with the headings of the template; up to 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_kind(self) -> Kind:
        return kind_by_slug(self.cleaned_data["kind"])


class PutInForm(forms.Form):
    """What citizens read beside each version that corrects an earlier one."""

    reason = forms.CharField(
        label=_("reason of the corrections"),
        max_length=500,
        required=False,
        help_text=_("Citizens read it beside each corrected version. New items need none."),
    )

    def __init__(self, *args: object, is_needed: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["reason"].required = is_needed
