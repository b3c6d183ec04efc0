"""What One-PMIS and the desk both changed: the list, and one beside the other."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from desk import roles
from desk.actions import ActionError
from desk.actions.conflicts import decide_conflict
from desk.conflicts import Compared, compared, may_decide_conflict, title_of, visible_conflicts

from .common import draft_url, official, page, tell

PER_PAGE = 50


def conflicts(request: HttpRequest) -> HttpResponse:
    """All that wait for a decision at the reader's sites, the newest first."""
    user = official(request)
    if not user.has_perm(roles.draft_permission("view", "site")):
        raise PermissionDenied
    found = Paginator(visible_conflicts(user), PER_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "desk/link/conflicts.html",
        title=_("Conflicts with One-PMIS"),
        lines=[(conflict, title_of(conflict)) for conflict in found.object_list],
        page_of=found,
    )


def conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """Both sides of one; whoever may enter there decides."""
    user = official(request)
    found = visible_conflicts(user).filter(pk=pk).first()
    if found is None or not user.has_perm(roles.draft_permission("view", found.kind)):
        raise Http404
    both = compared(found)
    may_decide = may_decide_conflict(user, found)
    if request.method == "POST":
        if not may_decide:
            raise PermissionDenied
        return _decide(request, both)
    return page(
        request,
        "desk/link/conflict.html",
        title=_("Conflict: %(what)s") % {"what": title_of(found)},
        conflict=found,
        ours=both.ours,
        ours_url=draft_url(both.ours),
        sides=both.sides,
        may_decide=may_decide,
    )


def _decide(request: HttpRequest, both: Compared) -> HttpResponse:
    names = [side.name for side in both.sides]
    if "theirs" in request.POST:
        taken = names
    elif "ours" in request.POST:
        taken = []
    else:
        taken = [name for name in names if request.POST.get(f"side-{name}") == "theirs"]
    try:
        draft = decide_conflict(conflict=both.conflict, taken=taken, by=official(request), now=timezone.now())
    except ActionError as error:
        tell(request, error)
        return redirect(request.path)
    if draft is None:
        messages.success(request, _("Kept as the desk has it."))
        return redirect("admin:desk-conflicts")
    messages.success(request, _("Taken into your version. Look at it, and hand it in."))
    return redirect(draft_url(draft))
