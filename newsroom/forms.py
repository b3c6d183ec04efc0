from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from desk.forms.decisions import ReasonForm
from sites.models import ConstructionSite


class SiteCodesField(forms.ModelMultipleChoiceField):
    """Published sites by their project codes: a city has more of them than a list to choose from can hold."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 60})
    default_error_messages = {
        "invalid_choice": _("There is no published site with the project code %(value)s. Correct it or take it out."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(
            ConstructionSite.objects.filter(withdrawn_at=None),
            to_field_name="code",
            required=False,
            help_text=_("Project codes, each on a line of its own. The bulletin stands on the pages of these sites."),
            **options,
        )

    def clean(self, value: Any) -> Any:
        return super().clean(_codes(value))

    def prepare_value(self, value: Any) -> Any:
        codes = super().prepare_value(value)
        return codes if isinstance(codes, str) or codes is None else "\n".join(map(str, codes))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return set(_codes(self.prepare_value(initial))) != set(_codes(data))


def _codes(typed: str | Iterable[Any] | None) -> list[str]:
    return typed.replace(",", " ").split() if isinstance(typed, str) else [str(each) for each in typed or ()]


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
