"""How the list of public questions is searched and narrowed, in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.asking.forms import POSTS
from complaints.posts import PostKind
from disclosures.forms import DepartmentForm

_PUBLISHED = tuple(kind for kind in PostKind if kind != PostKind.TIP)


def post_words(post: str) -> Any:
    """What a kind of post is called on citizens' pages."""
    return POSTS[PostKind(post)][0]


class QuestionFilter(DepartmentForm):
    words = forms.CharField(label=_("Words"), required=False, max_length=100, strip=True)
    site = forms.CharField(label=_("Project code"), required=False, max_length=30, strip=True)
    post = forms.ChoiceField(
        label=_("What it is"),
        required=False,
        choices=lambda: [("", _("all")), *((kind.value, POSTS[kind][0]) for kind in _PUBLISHED)],
    )
    answered = forms.TypedChoiceField(
        label=_("Answer"),
        required=False,
        choices=[("", _("all")), ("yes", _("answered")), ("no", _("waiting for the answer"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
    )
    field_order = ("words", "department", "post", "answered", "site")

    def clean_words(self) -> str:
        return str(self.cleaned_data["words"]).replace("\x00", "")

    def clean_site(self) -> str:
        return str(self.cleaned_data["site"]).replace("\x00", "")
