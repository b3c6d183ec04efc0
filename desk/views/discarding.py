from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from desk import actions, roles
from desk.actions import ActionError
from desk.differences import kind_of

from .common import draft_or_404, draft_url, official, page, site_url, tell


def discard_draft(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Remove a draft that was never handed in, after a look at what it is."""
    user = official(request)
    draft = draft_or_404(user, kind, pk)
    if not draft.may_be_discarded or not roles.may_edit(user, draft):
        raise PermissionDenied
    if request.method == "POST":
        try:
            actions.discard_draft(draft=draft, by=user)
        except ActionError as error:
            tell(request, error)
            return redirect(draft_url(draft))
        messages.success(request, _("The draft is gone."))
        return redirect(site_url(draft.managed_site))
    return page(
        request,
        "desk/ask.html",
        title=_("Discard a draft: %(what)s") % {"what": kind_of(draft).title},
        draft=draft,
        words=_("Its content is removed and cannot be brought back. Nothing public changes."),
        button=_("Discard"),
        is_grave=True,
        back=draft_url(draft),
    )
