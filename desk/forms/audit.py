from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.auditing.search import Question
from desk.auditing.words import GROUPS, LOOKING


class AuditForm(forms.Form):
    """What to look for in the audit."""

    person = forms.CharField(label=_("Person"), required=False, max_length=100, help_text=_("User ID or name"))
    deed = forms.ChoiceField(label=_("Deed"), required=False)
    site = forms.CharField(label=_("Site"), required=False, max_length=100, help_text=_("Code or name"))
    first_on = forms.DateField(label=_("First day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last_on = forms.DateField(label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(name, words) for name, (words, _beginnings) in GROUPS.items()]
        self.fields["deed"].choices = [  # type: ignore[attr-defined]
            ("", _("everything that was done")),
            *groups,
            (LOOKING, _("only looking")),
        ]

    def question(self) -> Question:
        """What was asked, as far as it makes sense."""
        return Question(**self.cleaned_data) if self.is_valid() else Question()
