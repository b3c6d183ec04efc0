"""Addresses of verifying. Each knows what it needs from the page that asked, and from nowhere else."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from ..asking import resuming, state
from ..asking.origin import private_page
from . import elsewhere, pages
from .forms import ChooseForm
from .pages import Way
from .proof import NotVerified, Proof
from .proofs import proof_of

View = Callable[..., HttpResponse]


def _page_of_a_way(view: View) -> View:
    """The view with the way of the page that asked. Who comes by an address alone is sent to the entrance."""

    @wraps(view)
    @sensitive_post_parameters()
    @private_page
    @require_http_methods(["GET", "HEAD", "POST"])
    def guarded(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseRedirect(reverse("complaints:ask"))
        try:
            return view(request, Way.read(request.POST.get("way", "")), *args, **kwargs)
        except (state.Unreadable, TypeError):
            return pages.lost(request)

    return guarded


@_page_of_a_way
def choose(request: HttpRequest, way: Way) -> HttpResponse:
    """Which proof: shown again, or its first step."""
    offered = pages.offered_on(way)
    if "proof" not in request.POST and "chosen" not in request.POST:
        return pages.begin(request, post=way.post, carry=way.carry)
    form = ChooseForm(request.POST, proofs=offered)
    if not form.is_valid():
        return pages.choose(request, way, form)
    return pages.start(request, way, _proof(form.cleaned_data["proof"]))


@_page_of_a_way
def answer(request: HttpRequest, way: Way, slug: str) -> HttpResponse:
    """An answer to a step on our pages."""
    proof = _proof(slug)
    if way.held.get("method") != proof.method or not way.wanted.accepts(proof.method):
        raise state.Forged("another proof’s step")
    try:
        return pages.show(request, way, proof, proof.answered(request, way.held))
    except NotVerified as failure:
        return pages.failed(request, way, str(failure))


@private_page
@require_safe
def back(request: HttpRequest, slug: str) -> HttpResponse:
    """Back from another site. It returns all citizens to one address, so the language is that of the way."""
    proof, returned = _proof(slug), request.GET.get("state", "")
    try:
        carried = elsewhere.recall(request, proof, returned)
    except elsewhere.Astray:
        return pages.lost(request)
    with translation.override(carried.pop("language")):
        way = Way(**carried)
        try:
            response = pages.show_returned(request, way, proof.answered(request, way.held))
        except NotVerified as failure:
            response = pages.failed(request, way, str(failure))
    elsewhere.forget(response, returned)
    return response


@_page_of_a_way
def go_on(request: HttpRequest, way: Way) -> HttpResponse:
    """From the page behind another site's proof to the journey."""
    return resuming.resume(request, carry=way.carry, proof=request.POST.get("proof", ""))


def _proof(slug: str) -> Proof:
    proof = proof_of(slug)
    if proof is None:
        raise Http404
    return proof
