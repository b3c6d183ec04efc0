"""What a receipt opens: the city's letters, and what the citizen may still say to them."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from complaints.petitions import Addition, Message, Rating, Reopening
from complaints.sealing.letters import Letter, LetterFile, letters_for
from complaints.sealing.receipts import NoReceipt, Unlocked, unlock
from complaints.sealing.submitting import IntakeUnavailable, submit

from . import after_answer, state
from .forms import FindForm, Question
from .origin import private_page
from .screened import screened
from .standing import Standing
from .status_forms import AdditionForm, RatingForm, ReopeningForm

_PURPOSE = "status"
MINUTES = 60
FORMS: Mapping[str, type[Question]] = {"addition": AdditionForm, "rating": RatingForm, "reopening": ReopeningForm}


@dataclass
class Opened:
    """A receipt that was typed; travels in the page. `ids` names what each form would send, so that twice is once."""

    number: str
    secret: str
    ids: dict[str, str] = field(default_factory=lambda: {kind: str(uuid.uuid4()) for kind in FORMS})

    def field(self) -> str:
        data = {"number": self.number, "secret": self.secret, "ids": self.ids}
        return state.encrypt(data, purpose=_PURPOSE, minutes=MINUTES)


@sensitive_post_parameters()
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """The form for a receipt; its letters and forms; or what one of these forms sends."""
    if request.method != "POST":
        return _ask_for_receipt(request, FindForm())
    if "state" not in request.POST:
        return _find(request)
    try:
        opened = Opened(**state.decrypt(request.POST["state"], purpose=_PURPOSE))
    except state.Expired as expired:
        # The secret was typed more than an hour ago; what was written since is shown, so that it can be copied.
        form = FindForm(initial={"number": expired.data["number"]})
        return _ask_for_receipt(request, form, typed=_typed(request))
    except state.Forged:
        return render(
            request, "complaints/asking/find.html", {"form": FindForm(), "typed": _typed(request)}, status=400
        )
    unlocked = unlock(opened.number, opened.secret)
    go, _colon, which = request.POST.get("go", "").partition(":")
    if go == "file":
        return _file(letters_for(unlocked), which)
    if go in FORMS:
        return _say(request, opened, unlocked, kind=go, anyway=which == "anyway")
    return _show(request, opened, unlocked)


def _find(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.POST)
    if not form.is_valid():
        return _ask_for_receipt(request, form)
    try:
        unlocked = unlock(form.cleaned_data["number"], form.cleaned_data["secret"])
    except NoReceipt:
        wrong = _("The number has fourteen digits and the secret sixteen: compare both with your receipt")
        form.add_error("secret", wrong)
        return _ask_for_receipt(request, form)
    return _show(request, Opened(form.cleaned_data["number"], form.cleaned_data["secret"]), unlocked)


def _ask_for_receipt(request: HttpRequest, form: FindForm, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, "complaints/asking/find.html", {"form": form, "is_entrance": True, **more}, status=status)


def _show(request: HttpRequest, opened: Opened, unlocked: Unlocked, **more: Any) -> HttpResponse:
    """The letters, newest first, and the forms that fit to where the case stands."""
    standing = Standing(letters_for(unlocked))
    forms: dict[str, Any] = {f"{kind}_form": form(prefix=kind) for kind, form in FORMS.items()}
    further = after_answer.offered() if standing.may_rate else []
    context = {"opened": opened, "standing": standing, "state": opened.field(), "further": further, **forms, **more}
    template = "status" if standing.letters else "status_nothing"
    response = render(
        request, f"complaints/asking/{template}.html", context, status=503 if more.get("is_unavailable") else 200
    )
    return response


def _say(request: HttpRequest, opened: Opened, unlocked: Unlocked, *, kind: str, anyway: bool) -> HttpResponse:
    """Sends what one of the forms holds; or shows the page again with it and with what is wrong."""
    form = FORMS[kind](request.POST, prefix=kind)
    shown = {f"{kind}_form": form, "wrong_form": form}
    if not form.is_valid():
        return _show(request, opened, unlocked, **shown)
    judged = screened({"text": form.cleaned_data["text"]})
    if judged.is_refused and not anyway:
        return _show(request, opened, unlocked, against=judged, against_kind=kind, **shown)
    head = {
        "id": uuid.UUID(opened.ids[kind]),
        "written_at": timezone.now(),
        "language": get_language() or "",
        "locator": unlocked.locator,
    }
    try:
        submit(_MESSAGES[kind](form.cleaned_data, head, {"screening": judged.findings, "sent_anyway": anyway}))
    except IntakeUnavailable:
        return _show(request, opened, unlocked, is_unavailable=True, **shown)
    return _show(request, Opened(opened.number, opened.secret), unlocked, said=kind)


_MESSAGES: Mapping[str, Callable[[dict[str, Any], dict[str, Any], dict[str, Any]], Message]] = {
    "addition": lambda given, head, screening: Addition(text=given["text"], **head, **screening),
    "rating": lambda given, head, screening: Rating(points=int(given["points"]), words=given["text"], **head),
    "reopening": lambda given, head, screening: Reopening(text=given["text"], **head, **screening),
}


def _file(letters: list[Letter], which: str) -> HttpResponse:
    """A file of a letter, to be kept and never opened in this page's name."""
    try:
        letter, file = (int(part) for part in which.split("."))
        found: LetterFile = letters[letter].files[file]
    except (ValueError, IndexError):
        return HttpResponse(status=404)
    response = HttpResponse(found.content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    return response


def _typed(request: HttpRequest) -> list[str]:
    return [str(text) for name, text in request.POST.items() if name not in ("state", "go", "secret") and text]
