from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.models import QuestionState
from complaints.screening.personal import personal_data
from desk.forms.decisions import ReasonForm

_WIDE = {"cols": 80}


class ProposalForm(forms.Form):
    """The words as citizens will read them. What looks like personal data is pointed at once."""

    title = forms.CharField(label=gettext_lazy("title"), max_length=200, widget=forms.TextInput(attrs={"size": 80}))
    text = forms.CharField(label=gettext_lazy("question"), widget=forms.Textarea(attrs={"rows": 8, **_WIDE}))
    answer = forms.CharField(
        label=gettext_lazy("answer"), required=False, widget=forms.Textarea(attrs={"rows": 10, **_WIDE})
    )
    looked_through = forms.BooleanField(
        label=gettext_lazy("What is pointed at may be published; I have looked at each."), required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        found = [each.words for name in ("title", "text", "answer") for each in personal_data(given.get(name) or "")]
        if found and not given.get("looked_through"):
            self.add_error(
                None,
                _("This looks like personal data: %(words)s. Take it out, or say below that it may be published.")
                % {"words": ", ".join(dict.fromkeys(found))},
            )
        return given


class ReturnForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("What has to be changed; whoever proposed it reads it.")


class TakeDownForm(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("how"),
        choices=[
            (QuestionState.WITHDRAWN.value, gettext_lazy("withdraw: it was wrong or is out of date")),
            (QuestionState.ERASED.value, gettext_lazy("erase: personal data, a court’s order, or the author’s wish")),
        ],
        widget=forms.RadioSelect,
    )
    ground = forms.CharField(
        label=gettext_lazy("ground"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy(
            "It stays public in place of the content: name no person and repeat nothing of what is removed."
        ),
    )
