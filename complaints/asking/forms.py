"""The questions of the journey, one form a page. Each judges what was typed anew, whenever it is asked to."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.posts import PostKind, city_posts

MOST_CHARACTERS = 5_000
Choices = list[tuple[str, Any]]

# Beside what they are called at the desk (PostKind): what a citizen chooses from.
POSTS: Mapping[PostKind, tuple[Any, Any]] = {
    PostKind.COMPLAINT: (
        _("A complaint or a request"),
        _("Noise, dust, a blocked path, damage: something is to be put right."),
    ),
    PostKind.QUESTION: (_("A question"), _("You want to know something about a site or the city’s works.")),
    PostKind.PROPOSAL: (_("A proposal"), _("You know how something could be done better.")),
    PostKind.PRAISE: (_("Praise"), _("Somebody did well and ought to hear of it.")),
    PostKind.DIRECTOR: (_("A word to the director"), _("It goes to the head of the city’s infrastructure works.")),
    PostKind.TIP: (
        _("An anonymous tip about corruption or danger"),
        _("You need not say who you are. Nobody can then call you back: answers lie under your receipt alone."),
    ),
}

POST_HINTS = {kind.value: hint for kind, (_label, hint) in POSTS.items()}


class Question(forms.Form):
    """A page's form. Labels are headings or stand above their field; ids are the fields' names."""

    # Browsers would stop a form in their own words, and the back link with it.
    use_required_attribute = False

    def __init__(self, data: Mapping[str, str] | None = None, **options: Any) -> None:
        super().__init__(data, auto_id="%s", label_suffix="", **options)

    def offer(self, name: str, choices: Choices) -> None:
        """Sets what a radio group of this form offers."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = choices


def words_of(field: forms.Field, value: str) -> Any:
    """What a choice is called; empty for one that is not offered."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
    offered: Any = field.choices
    return dict(offered).get(value, "")


def radios(choices: Choices, *, missing: Any, label: Any) -> forms.ChoiceField:
    wrong = {"required": missing, "invalid_choice": missing}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=wrong)


class PostForm(Question):
    post = radios([], label=_("What do you want to write?"), missing=_("Choose what you want to write"))

    def __init__(self, data: Mapping[str, str] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.offer("post", [(kind.value, POSTS[kind][0]) for kind in city_posts()])


class SimilarForm(Question):
    """Open questions of the site: one of them is followed, or none is the citizen's own."""

    NONE = "none"

    question = radios(
        [],
        label=_("Is it one of these?"),
        missing=_("Choose a question to follow, or say that yours is another matter"),
    )

    def __init__(self, data: Mapping[str, str] | None = None, *, questions: Choices, **options: Any) -> None:
        super().__init__(data, **options)
        self.offer("question", [*questions, (self.NONE, _("No, mine is another matter"))])


class TextForm(Question):
    title = forms.CharField(
        label=_("Title"),
        help_text=_("A few words that say what it is about."),
        max_length=100,
        error_messages={
            "required": _("Write a title"),
            "max_length": _("The title must have %(limit_value)d characters or fewer; it has %(show_value)d"),
        },
    )
    text = forms.CharField(
        label=pgettext_lazy("of a petition", "Your words"),
        help_text=_("What happened, since when, and what you wish for. Up to 5,000 characters."),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={
            "required": _("Write what it is about"),
            "max_length": _("Your words must have %(limit_value)d characters or fewer; they have %(show_value)d"),
        },
    )


CHANNELS: Mapping[str, tuple[Any, Any]] = {
    "sms": (_("By text message"), ""),
    "alimtalk": (_("By KakaoTalk (Alimtalk)"), _("A text message comes instead where KakaoTalk cannot deliver it.")),
    "email": (_("By e-mail"), ""),
    "none": (_("Not at all: I look with my receipt"), _("Your receipt’s page has every notice and the answer.")),
}
CHANNEL_HINTS = {slug: hint for slug, (_label, hint) in CHANNELS.items()}
BY_PHONE = ("sms", "alimtalk")


class ContactForm(Question):
    """How to be told. Text messages go to a verified number alone: nobody can have them sent to another."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=50,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name")},
    )
    channel = radios([], label=_("How shall we tell you?"), missing=_("Choose how we shall tell you"))
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=200,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": _("Write an e-mail address such as name@example.com")},
    )

    def __init__(self, data: Mapping[str, str] | None = None, *, phone: str, **options: Any) -> None:
        super().__init__(data, **options)
        offered = [slug for slug in CHANNELS if phone or slug not in BY_PHONE]
        self.offer("channel", [(slug, CHANNELS[slug][0]) for slug in offered])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("channel") == "email" and not given.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write the e-mail address that we shall write to"))
        elif given.get("channel") != "email":
            # Hidden then, so it must not stop anybody.
            self.errors.pop("email", None)
            given["email"] = ""
        return given


class AudienceForm(Question):
    PUBLIC = "public"

    PRIVATE = "private"

    audience = radios(
        [(PRIVATE, _("Only the city")), (PUBLIC, _("Everybody, if the city publishes it"))],
        label=_("Who may read it?"),
        missing=_("Choose who may read it"),
    )


AUDIENCE_HINTS = {
    AudienceForm.PRIVATE: _("Your words and the answer stay between you and the officials who handle it."),
    AudienceForm.PUBLIC: _("An official looks first, and takes out what names a person."),
}


class FindForm(Question):
    """Number and secret of a receipt, as typed."""

    number = forms.CharField(
        label=_("Receipt number"),
        help_text=_("For example 261123-4821-0937"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the receipt’s number")},
    )
    secret = forms.CharField(
        label=_("Secret"),
        help_text=_("Sixteen digits, in four groups"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the receipt’s secret")},
    )
