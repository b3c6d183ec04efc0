"""The month's progress of many sites on one page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk import actions, roles
from desk.autosaved import RESTORE, autosave_context, kept_values
from desk.forms.progress_grid import GridForm, RowForm
from desk.models import ManagedSite, Official
from desk.pasted_rows import read_pasted
from desk.progress_grid import KIND, Outcome, Row, grid_rows, grid_sites, save_rows

from .common import official, page

PER_PAGE = 100
FORM = "progress-grid"


def progress_grid(request: HttpRequest) -> HttpResponse:
    """A row a site: those where progress is due, or all under construction."""
    user = official(request)
    if not user.has_perm(roles.draft_permission("add", KIND.slug)):
        raise PermissionDenied
    sites = _page_of_sites(request, user)
    rows = grid_rows(sites.object_list)
    if request.method == "POST" and "_paste" not in request.POST:
        return _save(request, user, sites, rows)
    head = GridForm(initial={"as_of_on": timezone.localdate()})
    return _page(request, sites, head, _forms_to_fill(request, user, rows))


def _page_of_sites(request: HttpRequest, user: Official) -> Page[ManagedSite]:
    today = timezone.localdate()
    wanted = grid_sites(user, today=today, due_only="all" not in request.GET)
    return Paginator(wanted, PER_PAGE).get_page(request.GET.get("page"))


def _forms_to_fill(request: HttpRequest, user: Official, rows: Sequence[Row]) -> list[RowForm]:
    """Rows with what was begun, pasted, typed before, or reported last."""
    pasted = read_pasted(request.POST.get("pasted", ""), [row.site for row in rows])
    for name in pasted.unknown:
        messages.warning(
            request, _("No site of this page is called “%(name)s”; its line was left out.") % {"name": name}
        )
    if "_paste" in request.POST:
        words = ngettext("%(count)d row is filled in.", "%(count)d rows are filled in.", len(pasted.values))
        messages.info(request, words % {"count": len(pasted.values)} + " " + _("Nothing is saved yet."))
    kept = kept_values(user, FORM) if RESTORE in request.GET else {}
    forms = []
    for row in rows:
        initial = dict(row.values)
        if "copy" in request.GET and not row.draft and not row.is_waiting:
            initial = row.last_values
        form = RowForm(row=row, initial=initial)
        typed_before = {name: texts[0] for name, texts in kept.items() if texts}
        typed = {**_typed(form, request.POST), **_typed(form, typed_before), **pasted.values.get(row.site.pk, {})}
        form.initial = {**initial, **typed}
        forms.append(form)
    return forms


def _typed(form: RowForm, data: Mapping[str, Any]) -> dict[str, str]:
    """What the browser sent of a row, as it was typed."""
    return {name: text for name in form.fields if (text := data.get(form.add_prefix(name)))}


def _save(request: HttpRequest, user: Official, sites: Page[ManagedSite], rows: Sequence[Row]) -> HttpResponse:
    head = GridForm(request.POST)
    forms = [RowForm(request.POST, row=row) for row in rows]
    right = [form for form in forms if not form.row.is_waiting and form.is_valid()]
    wrong = [form for form in forms if not form.row.is_waiting and form.errors]
    if not head.is_valid():
        return _page(request, sites, head, forms)
    outcome = save_rows(
        [(form.row, form.cleaned_data) for form in right if form.is_entered or _is_to_hand_in(request, form)],
        as_of_on=head.cleaned_data["as_of_on"],
        by=user,
        now=timezone.now(),
        and_hand_in="_submit" in request.POST,
    )
    outcome.refused += len(wrong)
    _tell(request, outcome)
    if outcome.refused:
        return _page(request, sites, head, forms)
    actions.forget_autosaved(form=FORM, by=user, now=timezone.now())
    return redirect(request.get_full_path())


def _is_to_hand_in(request: HttpRequest, form: RowForm) -> bool:
    """A draft that was saved before goes along when the rows are handed in."""
    return "_submit" in request.POST and form.row.draft is not None and not form.is_empty


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.handed_in:
        words = ngettext("%(count)d report is handed in.", "%(count)d reports are handed in.", outcome.handed_in)
        messages.success(request, words % {"count": outcome.handed_in})
    elif outcome.saved:
        words = ngettext(
            "%(count)d report is saved as a draft.", "%(count)d reports are saved as drafts.", outcome.saved
        )
        messages.success(request, words % {"count": outcome.saved})
    if outcome.refused:
        words = ngettext(
            "%(count)d row is not saved; it says why below.",
            "%(count)d rows are not saved; they say why below.",
            outcome.refused,
        )
        messages.error(request, words % {"count": outcome.refused})
    elif not outcome.saved:
        messages.info(request, _("Nothing was changed."))


def _page(request: HttpRequest, sites: Page[ManagedSite], head: GridForm, forms: Sequence[RowForm]) -> HttpResponse:
    asked = request.GET.copy()
    for name in ("page", RESTORE, "copy"):
        asked.pop(name, None)
    return page(
        request,
        "desk/progress_grid.html",
        title=_("Progress of many sites"),
        head=head,
        forms=forms,
        sites=sites,
        asked=asked.urlencode(),
        shows_all="all" in request.GET,
        autosave=autosave_context(request, official(request), FORM, element="progress-grid"),
    )
