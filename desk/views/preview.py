import re

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.actions import ActionError, rehearse
from desk.differences import kind_of
from desk.models import Draft
from desk.models.draft import OPEN
from disclosures.kinds import SITE
from disclosures.views.site import site_by_code, site_context

from .common import draft_or_404, draft_url, official, page


def preview(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The site's public page as it will be once this draft is released. Nothing is released."""
    draft = draft_or_404(official(request), kind, pk)
    if draft.state not in OPEN:
        messages.info(request, _("This version is decided: the public page shows it, or what became of it."))
        return redirect(draft_url(draft))
    try:
        response = rehearse(draft=draft, now=timezone.now(), show=lambda: _public_page(request, draft))
    except ActionError as error:
        return page(
            request,
            "desk/no_preview.html",
            title=_("Preview"),
            draft=draft,
            reasons=error.messages,
            back=draft_url(draft),
        )
    response.content = _with_stored_files(response.content.decode(), draft).encode()
    response["Cache-Control"] = "no-store"
    return response


def _public_page(request: HttpRequest, draft: Draft) -> HttpResponse:
    context = site_context(site_by_code(draft.managed_site.code))
    place = "" if kind_of(draft) is SITE else kind_of(draft).slug
    is_shown = not place or place in settings.PROFILE.kinds
    return render(
        request,
        "desk/preview.html",
        {**context, "draft": draft, "back": draft_url(draft), "place": place, "is_shown": is_shown},
    )


def _with_stored_files(html: str, draft: Draft) -> str:
    """The draft's files are not public: their addresses become those of the desk's store."""
    for field in kind_of(draft).file_fields:
        digest = getattr(draft, field.name)
        if digest:
            public = re.escape(reverse("disclosures:file-content", args=[digest]))
            stored = reverse("admin:desk-file", args=[digest])
            html = re.sub(rf"{public}/(\d+\.\w+)", rf"{stored}?size=\1", html)
            html = html.replace(reverse("disclosures:file-content", args=[digest]), stored)
    return html
