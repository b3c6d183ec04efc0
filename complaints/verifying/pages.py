"""The pages of verifying: where the journey comes in, each step, and where the journey goes on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..asking import journey, resuming, state
from ..posts import Post, post_of
from . import elsewhere
from .forms import ChooseForm
from .phones import masked
from .proof import Elsewhere, NotVerified, Page, Proof, Step
from .proofs import proofs_for
from .verified import Verified

_PURPOSE = "verifying"
MINUTES = 30
# What a browser's cookie can hold beside the proof's own. Whoever has written a long text by then, since a first proof
# was over in time, is offered the ways that stay on our pages.
_MOST_CARRIED = 2200


@dataclass(frozen=True, kw_only=True)
class Way:
    """What a page of verifying remembers: the journey as it was given, what is written, and the proof's own."""

    carry: str
    post: str
    held: Mapping[str, Any] = field(default_factory=dict)

    @property
    def field(self) -> str:
        """The hidden field of the page."""
        data = {"carry": self.carry, "post": self.post, "held": dict(self.held)}
        return state.encrypt(data, purpose=_PURPOSE, minutes=MINUTES)

    @classmethod
    def read(cls, text: str) -> "Way":
        """The way of a hidden field. Raises state.Forged or state.Expired."""
        return cls(**state.decrypt(text, purpose=_PURPOSE))

    @property
    def is_of_journey(self) -> bool:
        """Whether there is a page of the journey behind this one; a lost receipt has none."""
        try:
            journey.read(self.carry)
        except state.Forged:
            return False
        return True

    @property
    def wanted(self) -> Post:
        """What is written. Raises state.Forged where the city takes none such."""
        found = post_of(self.post)
        if found is None:
            raise state.Forged("no such post")
        return found


def begin(request: HttpRequest, *, post: str, carry: str) -> HttpResponse:
    """The first page of verifying. `carry` is the journey's own field; it comes back to resuming.resume."""
    way = Way(carry=carry, post=post)
    offered = offered_on(way)
    if not offered:
        return failed(request, way, _("Nobody can be verified here just now. Call us, or come back later."))
    if len(offered) == 1:
        return start(request, way, offered[0])
    return choose(request, way, ChooseForm(proofs=offered))


def offered_on(way: Way) -> list[Proof]:
    """The proofs that are enough for what is written."""
    return [proof for proof in proofs_for(way.wanted) if not proof.leaves or len(way.carry) <= _MOST_CARRIED]


def choose(request: HttpRequest, way: Way, form: ChooseForm) -> HttpResponse:
    """The page that asks how to prove who writes."""
    hints = {proof.slug: proof.hint for proof in form.proofs}
    return render(request, "complaints/verifying/choose.html", {"form": form, "way": way, "hints": hints})


def start(request: HttpRequest, way: Way, proof: Proof) -> HttpResponse:
    """The first step of a proof."""
    try:
        return show(request, way, proof, proof.begin(request, way.wanted))
    except NotVerified as failure:
        return failed(request, way, str(failure))


def show(request: HttpRequest, way: Way, proof: Proof, step: Step | Verified) -> HttpResponse:
    """The next step; behind the last one the journey."""
    if isinstance(step, Verified):
        return resuming.resume(request, carry=way.carry, proof=step.sealed())
    further = Way(carry=way.carry, post=way.post, held={**step.held, "method": proof.method})
    if isinstance(step, Page):
        context = {"form": step.form, "proof": proof, "way": further, **step.context}
        return render(request, step.template, context)
    return _leave(request, further, proof, step)


def _leave(request: HttpRequest, way: Way, proof: Proof, step: Elsewhere) -> HttpResponse:
    """A page that says where the link on it leads. No redirect: the CSP lets our forms lead to our own pages alone."""
    context = {"proof": proof, "way": way, "address": step.address, "host": urlsplit(step.address).hostname}
    response = render(request, "complaints/verifying/elsewhere.html", context)
    carried = {"carry": way.carry, "post": way.post, "held": dict(way.held), "language": get_language()}
    elsewhere.remember(response, proof=proof, state_sent=step.state, carried=carried)
    return response


def show_returned(request: HttpRequest, way: Way, step: Step | Verified) -> HttpResponse:
    """Back from another site: what it told, and the way on by a form of ours, so that a reload repeats nothing."""
    if not isinstance(step, Verified):
        raise NotVerified(_("The other service did not say who you are. Try again or choose another way."))
    return _returned(request, way, step)


def _returned(request: HttpRequest, way: Way, verified: Verified) -> HttpResponse:
    known = verified.name or verified.email or (masked(verified.phone) if verified.phone else "")
    context = {"way": way, "known": known, "proof": verified.sealed()}
    return render(request, "complaints/verifying/returned.html", context)


def failed(request: HttpRequest, way: Way, words: str) -> HttpResponse:
    """Not verified: why, and another try. What was written before is not lost."""
    return render(request, "complaints/verifying/failed.html", {"words": words, "way": way})


def lost(request: HttpRequest) -> HttpResponse:
    """Nothing came back that could be gone on from."""
    words = _("This page was open for too long, or it belongs to another browser than the one that began. Begin again.")
    return render(request, "complaints/verifying/failed.html", {"words": words}, status=400)
