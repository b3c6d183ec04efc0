"""Following: what, how, where to; and what the links in messages lead to.

As in asking (docs/adr/0017) there is nothing to redirect to: what was answered travels in the form's hidden field.
"""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from complaints.asking import state
from complaints.asking.origin import private_page
from complaints.petitions import Follow, FollowWord, Notice
from complaints.posts import PostKind
from complaints.sealing.submitting import IntakeUnavailable, submit
from complaints.verifying import caps
from complaints.verifying.addresses import network_of
from complaints.verifying.proofs import proof_of
from sites.models import District

from .forms import ALIMTALK, EMAIL, AddressForm, AroundForm, HowForm
from .tokens import SHAPE, Word
from .topics import NoTopic, Topic, TopicKind, asked_for, described, path_of

PURPOSE = "following"
MINUTES = 60
_WORDS = uuid.UUID("7f3b0a52-6d0e-4d0c-9a0b-1f5b8f3f9c11")  # so that a link pressed twice is one message


@sensitive_post_parameters()
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """What is to be followed and how; then where to."""
    if request.method == "POST" and "state" in request.POST:
        return _address(request)
    if "place" in request.GET:
        return _around(request)
    if not request.GET:
        return _entrance(request, AroundForm())
    try:
        topic = asked_for(request.GET)
    except NoTopic:
        raise Http404("Nothing of that name can be followed.") from None
    form = HowForm(request.POST if request.method == "POST" else None, topic=topic, has_phone=has_phone())
    if not form.is_valid():
        return _show(request, "following/how.html", topic, form=form)
    wanted = {"kind": topic.kind.value, "value": topic.value, "pace": form.pace_chosen, "id": str(uuid.uuid4())}
    if form.cleaned_data["channel"] == ALIMTALK:
        # Their pages end with `resuming.resume`, which comes back to follow_proven.
        from complaints.verifying.pages import begin

        return begin(request, post=PostKind.QUESTION.value, carry=kept(wanted))
    return _show(request, "following/address.html", topic, form=AddressForm(), state=kept(wanted))


def has_phone() -> bool:
    """Whether a citizen can prove a number here; nobody else's is ever written to."""
    return proof_of("phone") is not None


def kept(wanted: dict[str, Any]) -> str:
    """What was answered so far, for a hidden field."""
    return state.encrypt(wanted, purpose=PURPOSE, minutes=MINUTES)


def hand_in(wanted: dict[str, Any], *, notify: Notice, is_proven: bool) -> None:
    """Ask the inside for it; the same is asked for once. Raises IntakeUnavailable."""
    message = Follow(
        id=uuid.UUID(wanted["id"]),
        written_at=timezone.now(),
        language=get_language() or "",
        topic=wanted["kind"],
        value=wanted["value"],
        pace=wanted["pace"],
        notify=notify,
        is_proven=is_proven,
    )
    submit(message)


def topic_in(wanted: dict[str, Any]) -> Topic:
    return Topic(TopicKind(wanted["kind"]), wanted["value"])


def _entrance(request: HttpRequest, form: AroundForm) -> HttpResponse:
    context = {"form": form, "districts": District.objects.order_by("code"), "is_entrance": True}
    return render(request, "following/entrance.html", context)


def _around(request: HttpRequest) -> HttpResponse:
    form = AroundForm(request.GET)
    if not form.is_valid():
        return _entrance(request, form)
    return HttpResponseRedirect(f"{reverse('following:follow')}?{form.topic.query}")


def _address(request: HttpRequest) -> HttpResponse:
    try:
        wanted = state.decrypt(request.POST["state"], purpose=PURPOSE)
    except state.Expired as expired:
        wanted = expired.data  # nothing in it was proven, so it may be believed as long as one likes
    except state.Forged:
        return _entrance(request, AroundForm())
    topic, form = topic_in(wanted), AddressForm(request.POST)
    if form.is_valid() and (said := _too_many(request, form.cleaned_data["email"])):
        form.add_error("email", said)
    if not form.is_valid():
        return _show(request, "following/address.html", topic, form=form, state=kept(wanted))
    email = form.cleaned_data["email"]
    try:
        hand_in(wanted, notify=Notice(channel=EMAIL, to=email), is_proven=False)
    except IntakeUnavailable:
        return _show(request, "following/address.html", topic, status=503, form=form, state=kept(wanted), is_down=True)
    return _show(request, "following/asked.html", topic, email=email)


def _too_many(request: HttpRequest, email: str) -> str:
    """Why no further mail is asked for; each request makes the city write to somebody who may not have asked."""
    over = caps.exceeded("follow", {"number": email.casefold(), "address": network_of(request)}, now=timezone.now())
    if "number" in over:
        return _("This address was asked for too often today. Try again tomorrow.")
    return _("Too much was asked for from your network. Nothing is lost: try again in an hour.") if over else ""


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def word(request: HttpRequest, said: str, token: str) -> HttpResponse:
    """A link of a message. Opening it does nothing, since mail programs open links by themselves; the button does.

    Mail programs with a button of their own send the form without this page (RFC 8058).
    """
    if said not in tuple(Word) or not SHAPE.fullmatch(token):
        raise Http404("The link is not whole. Copy all of it from the message.")
    context: dict[str, Any] = {"word": said, "is_done": False, "is_entrance": True}
    if request.method != "POST":
        return render(request, "following/word.html", context)
    message = FollowWord(
        id=uuid.uuid5(_WORDS, f"{said} {token}"),
        written_at=timezone.now(),
        language=get_language() or "",
        word=said,
        token=token,
    )
    try:
        submit(message)
    except IntakeUnavailable:
        return render(request, "following/word.html", {**context, "is_down": True}, status=503)
    return render(request, "following/word.html", {**context, "is_done": True})


def _show(request: HttpRequest, template: str, topic: Topic, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"topic": topic, "topic_words": described(topic), "topic_path": path_of(topic), **more}
    response = render(request, template, context, status=status)
    if status == 503:
        response["Retry-After"] = "60"
    return response
