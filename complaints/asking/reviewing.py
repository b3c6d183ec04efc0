"""All answers at once, and of what would be public every word, with the personal data in it marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from complaints.screening import personal_data
from complaints.verifying.phones import masked

from .forms import CHANNELS, POSTS, AudienceForm, words_of
from .journey import Journey
from .place import Spot, spot_of
from .steps import CHECK, FILES, STEPS, VERIFY, follows, needed, post, verified
from .where import WhereForm

PERSONAL: Mapping[str, Any] = {
    "phone": gettext_lazy("a phone number"),
    "email": gettext_lazy("an e-mail address"),
    "resident-number": gettext_lazy("a resident registration number"),
    "address": gettext_lazy("an address"),
    "plate": gettext_lazy("a number plate"),
    "card": gettext_lazy("a card number"),
    "account": gettext_lazy("a bank account"),
}


@dataclass(frozen=True)
class Answer:
    """One line of the list, and the page that changes it; empty where nothing can be changed."""

    title: Any
    value: Any
    page: str = ""
    is_long: bool = False
    spot: Spot | None = None  # to be shown in the value's place


@dataclass(frozen=True)
class Piece:
    """A piece of a text; with `personal` it is personal data of that kind."""

    text: str
    personal: Any = ""


def marked(text: str) -> list[Piece]:
    """The text in pieces, personal data apart."""
    pieces, done = [], 0
    for found in personal_data(text):
        if found.start < done:
            continue
        pieces.append(Piece(text[done : found.start]))
        pieces.append(Piece(text[found.start : found.end], PERSONAL.get(found.code, _("personal data"))))
        done = found.end
    return [piece for piece in (*pieces, Piece(text[done:])) if piece.text]


def is_public(journey: Journey) -> bool:
    return journey.value("audience", "audience") == AudienceForm.PUBLIC and any(
        step.name == "audience" for step in needed(journey)
    )


def review(journey: Journey) -> dict[str, Any]:
    """What the page with all answers shows."""
    title, text = marked(journey.value("text", "title")), marked(journey.value("text", "text"))
    personal = [piece for piece in (*title, *text) if piece.personal]
    return {
        "answers": [answer for step in needed(journey) for answer in _answers(step.name, journey)],
        "is_public": is_public(journey),
        "follows": follows(journey),
        "marked_title": title,
        "marked_text": text,
        "personal": [] if follows(journey) else personal,
    }


def _answers(page: str, journey: Journey) -> list[Answer]:
    told = {
        "post": _post,
        VERIFY: _writer,
        "where": _where,
        "similar": _similar,
        "text": _text,
        FILES: _files,
        "contact": _contact,
        "audience": _audience,
        CHECK: lambda journey: [],
    }
    return told[page](journey)


def _post(journey: Journey) -> list[Answer]:
    wanted = post(journey)
    return [Answer(_("What you write"), POSTS[wanted.kind][0] if wanted else "", "post")]


def _writer(journey: Journey) -> list[Answer]:
    writer = verified(journey)
    known = (masked(writer.phone) if writer.phone else writer.email or writer.name or writer.method) if writer else ""
    return [Answer(_("Who writes"), known)]


def _where(journey: Journey) -> list[Answer]:
    form = WhereForm(initial=journey.kept.get("where", {}))
    kept = form.initial
    if kept.get("where") == WhereForm.SITE and form.chosen is not None:
        value = f"{form.chosen.localized_name} ({form.chosen.code})"
    elif kept.get("where") == WhereForm.PLACE:
        return [Answer(_("Where it is"), kept.get("words", ""), "where", spot=spot_of(kept))]
    else:
        value = _("The whole city, or no certain place")
    return [Answer(_("Where it is"), value, "where")]


def _similar(journey: Journey) -> list[Answer]:
    form = STEPS["similar"].judged(journey)
    words = words_of(form.fields["question"], journey.value("similar", "question")) if form is not None else ""
    return [Answer(_("Open question"), words, "similar")]


def _text(journey: Journey) -> list[Answer]:
    return [
        Answer(_("Title"), journey.value("text", "title"), "text"),
        Answer(pgettext_lazy("of a petition", "Your words"), journey.value("text", "text"), "text", is_long=True),
    ]


def _files(journey: Journey) -> list[Answer]:
    names = ", ".join(each["name"] for each in journey.files)
    return [Answer(_("Files"), names or pgettext("of files", "none"), FILES)]


def _contact(journey: Journey) -> list[Answer]:
    channel, writer = journey.value("contact", "channel"), verified(journey)
    to = {"email": journey.value("contact", "email"), "none": ""}.get(channel, masked(writer.phone) if writer else "")
    way = CHANNELS[channel][0] if channel in CHANNELS else ""
    return [
        Answer(_("Your name"), journey.value("contact", "name"), "contact"),
        Answer(_("How we tell you"), f"{way}: {to}" if to else way, "contact"),
    ]


def _audience(journey: Journey) -> list[Answer]:
    words = words_of(AudienceForm.base_fields["audience"], journey.value("audience", "audience"))
    return [Answer(_("Who may read it"), words, "audience")]
