from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.actions import ActionError
from desk.actions.calls import note_call
from desk.admin.tools import public_url
from desk.calls import receipts
from desk.calls.finding import find, may_answer_calls, may_read_calls, sites_asked_about, visible_calls
from desk.calls.showing import called_site
from desk.forms.calls import CallForm, CallSearchForm
from desk.models import ManagedSite

from .common import official, page

PER_PAGE = 30
LAST = 5  # earlier calls about the same site


def calls(request: HttpRequest) -> HttpResponse:
    """Find what the caller asks about; below, the calls so far."""
    user = official(request)
    if not may_read_calls(user):
        raise PermissionDenied
    form = CallSearchForm(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    about = request.GET.get("about", "").strip()
    asked = request.GET.copy()
    asked.pop("page", None)
    return page(
        request,
        "desk/calls/index.html",
        title=_("Calls"),
        form=form,
        words=words,
        found=find(words, user) if words else None,
        receipts_are_kept=receipts.are_kept(),
        may_answer=may_answer_calls(user),
        about=about,
        page_of=Paginator(visible_calls(user).with_words(about), PER_PAGE).get_page(request.GET.get("page")),
        asked=asked.urlencode(),
    )


def call(request: HttpRequest, pk: int) -> HttpResponse:
    """A call about a site: what the caller sees of it, and the note."""
    user = official(request)
    if not may_read_calls(user):
        raise PermissionDenied
    site = sites_asked_about(user).filter(pk=pk).first()
    if site is None:
        raise Http404
    form = _note(request, site)
    if form is None:
        return redirect(request.path)
    return page(
        request,
        "desk/calls/site.html",
        title=site.name,
        called=called_site(site, today=timezone.localdate()),
        public_url=public_url(site),
        here_url=reverse("disclosures:site-detail", args=[site.code]),
        form=form if may_answer_calls(user) else None,
        earlier=visible_calls(user).about(site)[:LAST],
    )


def call_about_nothing(request: HttpRequest) -> HttpResponse:
    """A call that is about no one site."""
    if not may_answer_calls(official(request)):
        raise PermissionDenied
    form = _note(request, None)
    if form is None:
        return redirect("admin:desk-calls")
    return page(request, "desk/calls/note.html", title=_("A call about no one site"), form=form)


def _note(request: HttpRequest, site: ManagedSite | None) -> CallForm | None:
    """The form to be shown; None once the call is noted."""
    form = CallForm(request.POST or None)
    if request.method != "POST":
        return form
    if not may_answer_calls(official(request)):
        raise PermissionDenied
    if form.is_valid():
        try:
            note_call(site=site, by=official(request), now=timezone.now(), **form.cleaned_data)
        except ActionError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The call is noted."))
            return None
    return form
