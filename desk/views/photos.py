"""Thirty photos of a site at once: taken one by one, each with its own outcome, then told apart in words."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk import actions, roles
from desk.actions import ActionError
from desk.autosaved import autosave_context
from desk.forms.photos import PhotoRowForm, PhotosForm
from desk.forms.uploads import MAX_UPLOAD
from desk.handing_in import hand_in
from desk.models import DRAFT_MODELS, Draft, ManagedSite, Official

from .common import official, page

AT_ONCE = 60  # files of one request without JavaScript; with it each has a request of its own
_DRAFTS: Any = DRAFT_MODELS["photo"]


def photos(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop photos, describe them, hand them in."""
    user = official(request)
    site = roles.visible_sites(user).filter(pk=pk).first()
    if site is None:
        raise Http404
    if not roles.may_enter(user, site, "photo"):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, site, PhotosForm(), _rows(user, site))
    if "_words" in request.POST or "_submit" in request.POST:
        return _describe(request, user, site)
    return _take(request, user, site)


def _take(request: HttpRequest, user: Official, site: ManagedSite) -> HttpResponse:
    form = PhotosForm(request.POST)
    if not form.is_valid():
        if request.accepts("text/html"):
            return _page(request, site, form, _rows(user, site))
        return JsonResponse({"error": _("Put the words and the day above right first.")}, status=400)
    shared = {name: form.cleaned_data[name] for name in ("work_item", "viewpoint", "taken_on")}
    uploads = request.FILES.getlist("photos")
    if not request.accepts("text/html"):
        return _answer_one(user, site, uploads[:1], shared)
    taken = 0
    for upload in uploads[:AT_ONCE]:
        try:
            _take_one(user, site, upload, shared)
            taken += 1
        except ActionError as error:
            messages.error(request, f"{upload.name}: {' '.join(error.messages)}")
    if taken:
        words = ngettext("%(count)d photo is here.", "%(count)d photos are here.", taken) % {"count": taken}
        messages.success(request, words)
    elif not uploads:
        messages.warning(request, _("Choose photos first."))
    return redirect(f"{request.path}#taken" if taken else request.path)


def _answer_one(user: Official, site: ManagedSite, uploads: Sequence[UploadedFile], shared: Any) -> JsonResponse:
    """What the page's script reads of each file."""
    if not uploads:
        return JsonResponse({"error": _("Choose photos first.")}, status=400)
    try:
        draft: Any = _take_one(user, site, uploads[0], shared)
    except ActionError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)
    return JsonResponse({"thumbnail": f"{reverse('admin:desk-file', args=[draft.image])}?thumbnail"})


def _take_one(user: Official, site: ManagedSite, upload: UploadedFile, shared: dict[str, Any]) -> Draft:
    if (upload.size or 0) > MAX_UPLOAD:
        raise ActionError(_("This file is larger than 30 MB. Make it smaller and choose it again."))
    return actions.take_photo(data=upload.read(), site=site, by=user, today=timezone.localdate(), **shared)


def _rows(user: Official, site: ManagedSite, data: Any = None) -> list[PhotoRowForm]:
    """The photos of the site that are still to be described or handed in."""
    drafts = roles.visible_drafts(user, _DRAFTS._default_manager.for_site(site).editable()).order_by("pk")
    return [
        PhotoRowForm(data, instance=draft)
        for draft in drafts.select_related("managed_site__department")
        if roles.may_edit(user, draft)
    ]


def _describe(request: HttpRequest, user: Official, site: ManagedSite) -> HttpResponse:
    """Save the words, remove what is to go, hand in what is ready. Each photo for itself."""
    rows = _rows(user, site, request.POST)
    refused, handed_in = 0, 0
    for row in rows:
        try:
            handed_in += _describe_one(row, user, and_hand_in="_submit" in request.POST, now=timezone.now())
        except ActionError as error:
            row.add_error(None, error.messages)
        refused += bool(row.errors)
    if handed_in:
        words = ngettext("%(count)d photo is handed in.", "%(count)d photos are handed in.", handed_in)
        messages.success(request, words % {"count": handed_in})
    if refused:
        messages.error(request, _("Some photos need a look; they say why below. The others are saved."))
        return _page(request, site, PhotosForm(), [row for row in rows if row.errors])
    if not handed_in:
        messages.success(request, _("The photos are saved as drafts."))
    actions.forget_autosaved(form=_form(site), by=user, now=timezone.now())
    return redirect(request.path)


def _describe_one(row: PhotoRowForm, user: Official, *, and_hand_in: bool, now: datetime.datetime) -> bool:
    """Whether the photo was handed in."""
    if not row.is_valid():
        return False
    if row.cleaned_data["remove"]:
        actions.discard_draft(draft=row.instance, by=user)
        return False
    draft = actions.save_draft(draft=row.instance, by=user) if row.has_changed() else row.instance
    if and_hand_in:
        hand_in(user, draft, now=now)
    return and_hand_in


def _form(site: ManagedSite) -> str:
    return f"photos:{site.pk}"


def _page(request: HttpRequest, site: ManagedSite, form: PhotosForm, rows: Sequence[PhotoRowForm]) -> HttpResponse:
    said = _DRAFTS._default_manager.for_site(site).order_by()
    return page(
        request,
        "desk/photos.html",
        title=_("Photos of a site"),
        site=site,
        form=form,
        rows=rows,
        work_items=said.exclude(work_item="").values_list("work_item", flat=True).distinct()[:50],
        viewpoints=said.exclude(viewpoint="").values_list("viewpoint", flat=True).distinct()[:50],
        at_once=AT_ONCE,
        autosave=autosave_context(request, official(request), _form(site), element="photo-words"),
    )
