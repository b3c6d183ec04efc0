"""What a citizen may say to the city's letters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .forms import MOST_CHARACTERS, Question, radios

_TOO_LONG = _("Your words must have %(limit_value)d characters or fewer; they have %(show_value)d")


def _words(label: Any, *, missing: Any = "", required: bool = True, rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing, "max_length": _TOO_LONG},
    )


class AdditionForm(Question):
    text = _words(_("Your answer, or what you want to add"), missing=_("Write your answer or what you want to add"))


class RatingForm(Question):
    points = radios(
        [
            ("5", _("very satisfied")),
            ("4", _("satisfied")),
            ("3", _("neither satisfied nor dissatisfied")),
            ("2", _("dissatisfied")),
            ("1", _("very dissatisfied")),
        ],
        label=_("How satisfied are you with the answer?"),
        missing=_("Choose how satisfied you are"),
    )
    text = _words(_("Why? (if you like)"), required=False, rows=3)


class ReopeningForm(Question):
    text = _words(
        _("What is still open?"), missing=_("Write what is still open, so that it can be looked at once more")
    )
