"""The forms of verifying, one question a page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .codes import DIGITS
from .phones import mobile_number
from .proof import Proof


class VerifyingForm(forms.Form):
    """Labels are headings or stand above their field; ids are the fields' names."""

    def __init__(self, data: Mapping[str, str] | None = None, **options: Any) -> None:
        super().__init__(data, auto_id="%s", label_suffix="", **options)


class ChooseForm(VerifyingForm):
    proof = forms.ChoiceField(
        label=_("How do you want to show who you are?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how you want to show who you are"),
            "invalid_choice": _("Choose how you want to show who you are"),
        },
    )

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        *,
        proofs: Sequence[Proof],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial or {"proof": proofs[0].slug if proofs else ""})
        self.fields["proof"].choices = [(proof.slug, proof.label) for proof in proofs]  # type: ignore[attr-defined]
        self.proofs = proofs


class MobileField(forms.CharField):
    """A mobile number of the country, cleaned to its digits."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})
        super().__init__(max_length=30, widget=widget, **options)

    def clean(self, value: Any) -> str:
        plan = settings.PROFILE.phone
        found = mobile_number(super().clean(value), plan)
        if found is None:
            raise forms.ValidationError(
                _("Write a mobile number such as %(example)s"), params={"example": plan.example}
            )
        return found


class NumberForm(VerifyingForm):
    number = MobileField(
        label=_("What is your mobile number?"),
        error_messages={"required": _("Write your mobile number")},
    )


class DigitsField(forms.CharField):
    """Digits, however they were typed or pasted: with blanks, hyphens or in full width."""

    def __init__(self, *, digits: int, wrong: Any, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "spellcheck": "false", "autocomplete": "one-time-code"})
        super().__init__(max_length=30, widget=widget, **options)
        self._digits, self._wrong = digits, wrong

    def clean(self, value: Any) -> str:
        found = "".join(str(int(each)) for each in super().clean(value) if each.isdecimal())
        if len(found) != self._digits:
            raise forms.ValidationError(self._wrong)
        return found


class CodeForm(VerifyingForm):
    code = DigitsField(
        digits=DIGITS,
        label=_("What is the code?"),
        wrong=_("The code has seven digits"),
        error_messages={"required": _("Write the code from the text message")},
    )
