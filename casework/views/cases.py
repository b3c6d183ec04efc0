"""The queues, a case's page, and what is done from it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from casework import access
from casework.clocks import deadline_of
from casework.deeds import LOOK, deed_of
from casework.forms import CaseForm, QueueForm
from casework.models import Case
from casework.notices import case_path
from casework.page import blank_form, context_of
from casework.queues import queue_of
from desk.actions import ActionError
from desk.models import Official
from desk.views.common import official, page, tell

PER_PAGE = 50


def queue(request: HttpRequest) -> HttpResponse:
    """Cases with what is due first on top."""
    user, now = official(request), timezone.now()
    if not access.may_read_cases(user):
        raise PermissionDenied
    form = QueueForm(request.GET, user=user)
    given = form.cleaned_data if form.is_valid() else {}
    chosen = queue_of(given.get("queue", ""))
    cases = chosen.cases(user, now)
    if words := given.get("q", "").strip():
        cases = cases.with_words(words)
    asked = request.GET.copy()
    asked.pop("page", None)
    page_of = Paginator(cases, PER_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "casework/queue.html",
        title=str(chosen.title),
        form=QueueForm(initial={"queue": chosen.slug, "q": words}, user=user),
        queue=chosen,
        lines=[(case, case.is_late(now)) for case in page_of],
        page_of=page_of,
        asked=asked.urlencode(),
        now=now,
    )


@never_cache
def case(request: HttpRequest, object_id: str) -> HttpResponse:
    """Everything about a case."""
    user = official(request)
    return _page(request, user, _case(user, object_id))


@require_POST
@never_cache
def do(request: HttpRequest, object_id: str, deed: str) -> HttpResponse:
    """Do something to a case; a refusal shows the page again, with what was typed and why."""
    user, now = official(request), timezone.now()
    found, wanted = _case(user, object_id), deed_of(deed)
    if wanted is None:
        raise Http404
    if not wanted.is_offered(user, found):
        if not wanted.may(user, found):
            raise PermissionDenied
        tell(request, ActionError(_("Meanwhile the case is in another state, in which this is not possible.")))
        return redirect(case_path(found))
    form = blank_form(wanted, found, user, deadline_of(found), data=request.POST)
    if not form.is_valid():
        return _page(request, user, found, failed=form, slug=deed)
    try:
        result = wanted.act(found, user, now, form.cleaned_data)
    except ActionError as error:
        _put_errors(form, error)
        return _page(request, user, found, failed=form, slug=deed)
    if wanted is LOOK:
        return _page(request, user, found, contact=result)
    messages.success(request, str(wanted.done))
    return redirect(case_path(found))


def _page(
    request: HttpRequest, user: Official, case: Case, *, failed: CaseForm | None = None, slug: str = "", **more: object
) -> HttpResponse:
    context = context_of(case, user, now=timezone.now(), failed=failed, slug=slug)
    if failed is not None and not failed.fields:
        for error in failed.non_field_errors():
            messages.error(request, str(error))
    title, status = f"{case.number} {case.title}".strip(), 200 if failed is None else 422
    return page(request, "casework/case.html", title=title, status=status, **context, **more)


def _case(user: Official, number: str) -> Case:
    """A case of another department does not exist for this reader."""
    found = access.visible_cases(user).select_related("arrival").filter(number=number).first()
    if found is None or not access.may_read_cases(user):
        raise Http404
    return found


def _put_errors(form: CaseForm, error: ActionError) -> None:
    """Beside the field that is meant, else on top."""
    for field, said in (error.message_dict if hasattr(error, "error_dict") else {"": error.messages}).items():
        form.add_error(field if field in form.fields else None, said)
