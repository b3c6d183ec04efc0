"""What an official says when deciding."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosures.models import Release


class ReasonForm(forms.Form):
    """One sentence that someone else will read."""

    reason = forms.CharField(label=_("reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "cols": 60}))


class ReturnForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("What has to be changed; the editor reads it.")


class CorrectionForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Citizens read it beside the new version.")


class TakeDownForm(forms.Form):
    """Which versions, and why. The ground stays public in place of the content."""

    versions = forms.MultipleChoiceField(label=_("versions"), widget=forms.CheckboxSelectMultiple)
    ground = forms.CharField(
        label=_("ground"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=_("It stays public in place of the content: name no person and repeat nothing of what is removed."),
    )

    def __init__(self, *args: Any, releases: Sequence[Release], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.releases = {str(release.pk): release for release in releases}
        self.fields["versions"].choices = [  # type: ignore[attr-defined]
            (key, _("version %(number)d, as of %(date)s") % {"number": release.version, "date": release.as_of_on})
            for key, release in self.releases.items()
        ]
        self.fields["versions"].initial = list(self.releases)

    @property
    def chosen(self) -> list[Release]:
        return [self.releases[key] for key in self.cleaned_data["versions"]]
