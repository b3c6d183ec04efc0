"""The journey's one address: each form of it comes here, and the next page is the answer.

There is nothing to redirect to, because nothing of a journey is anywhere but in its forms.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from complaints.posts import PostKind
from sites.figures import disclosed_site

from . import state
from .files import drop_old_files, may_upload, remove_file, take_files
from .journey import Journey, read
from .origin import private_page
from .pages import show
from .renewal import is_carried
from .screened import screened
from .sending import send
from .steps import CHECK, FILES, STEPS, after, before, first_undone
from .where import WhereForm


@sensitive_post_parameters()
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """The next page. `go` says where to: next (or nothing), back, stay, change:PAGE, remove:FILE, anyway or send."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("complaints:ask"))
    if not may_upload(request):
        return HttpResponseForbidden(_("Open the page anew, and choose the files there."), content_type="text/plain")
    try:
        journey, is_over = read(request.POST["state"]) if "state" in request.POST else (_started(request), False)
    except state.Forged:
        if is_carried(request.POST["state"]):
            # Back from the proof for a lost receipt.
            return HttpResponseRedirect(reverse("complaints:lost"))
        typed = [text for name, text in request.POST.items() if name not in ("state", "go") and text]
        return render(request, "complaints/asking/unreadable.html", {"typed": typed}, status=400)
    _keep(request, journey)
    are_files_lost = drop_old_files(journey)
    if is_over or are_files_lost:
        return show(request, journey, is_over=is_over, are_files_lost=are_files_lost)
    return _go(request, journey, *request.POST.get("go", "next").split(":", 1))


def _started(request: HttpRequest) -> Journey:
    """A journey from where it begins: the site, the open question or our page is filled in."""
    journey = Journey(at="post")
    site = disclosed_site(request.POST.get("site", "")[:30].replace("\x00", ""))
    if site is not None:
        name = site.localized_name
        journey.kept["where"] = {"where": WhereForm.SITE, "query": name, "asked": name, "site": site.code}
        journey.known.append("where")
    if question := request.POST.get("question", "")[:20]:
        # From its own page: it is to be followed.
        journey.kept |= {"post": {"post": PostKind.QUESTION.value}, "similar": {"question": question}}
        journey.known.append("similar")
    page = request.POST.get("page", "")[:300]
    if page:
        journey.kept["text"] = {"title": _("Something wrong on a page"), "text": f"{page}\n\n"}
    return journey


def _keep(request: HttpRequest, journey: Journey) -> None:
    form = STEPS[journey.at].form
    if form is not None and any(name in request.POST for name in form.base_fields):
        # PostgreSQL takes no NUL, and a page may look for what was typed before it is judged.
        values = {name: request.POST.get(name, "").replace("\x00", "") for name in form.base_fields}
        journey.keep(journey.at, values)


def _go(request: HttpRequest, journey: Journey, where: str, which: str = "") -> HttpResponse:
    if where == "back":
        journey.at = (before(journey) or STEPS[journey.at]).name
    elif where == "change" and which in STEPS:
        journey.at = which
    elif where == "remove":
        remove_file(journey, which)
    elif where == "send" and journey.at == CHECK:
        return _sent(request, journey)
    elif where in ("next", "anyway", "upload"):
        return _next(request, journey, anyway=where == "anyway", only_upload=where == "upload")
    return show(request, journey)


def _next(request: HttpRequest, journey: Journey, *, anyway: bool, only_upload: bool) -> HttpResponse:
    """The page after this one, or this one again with what is wrong with it."""
    step = STEPS[journey.at]
    form = step.judged(journey)
    if form is not None and not form.is_valid():
        return show(request, journey, form=form)
    if journey.at == FILES:
        told = take_files(request, journey)
        has_refused = any(each.is_refused for each in told)
        if only_upload or has_refused:
            return show(request, journey, told=told, has_refused=has_refused)
    if journey.at == "text":
        journey.sent_anyway = anyway or journey.sent_anyway
        if not journey.sent_anyway and (judged := screened(journey.kept["text"])).is_refused:
            return show(request, journey, against=judged)
    journey.at = after(journey).name
    return show(request, journey)


def _sent(request: HttpRequest, journey: Journey) -> HttpResponse:
    """The receipt; or the page that lacks something."""
    lacking = first_undone(journey)
    if lacking is not None:
        journey.at = lacking.name
        return show(request, journey, form=lacking.judged(journey) if lacking.form else None)
    judged = screened(journey.kept.get("text", {}))
    if not journey.sent_anyway and judged.is_refused:
        # The lists changed meanwhile.
        journey.at = "text"
        return show(request, journey, against=judged)
    return send(request, journey, judged)
