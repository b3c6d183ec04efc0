"""Ordering prints, how far they are, and the file."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from desk.models import Official
from desk.role_table import draft_permission
from desk.views.common import official, page
from prints.paper import Paper

from .actions import discard_prints, order_prints
from .forms import OrderForm
from .models import PrintedThing, PrintOrder
from .zipping import zipped

SHOWN = 20


def may_print(user: Official) -> bool:
    """Whoever reads sites at the desk: what is printed is public."""
    return user.has_perm(draft_permission("view", "site"))


def orders(request: HttpRequest) -> HttpResponse:
    """What to print, and what one has ordered already."""
    user, now = _printer(request), timezone.now()
    form = OrderForm(
        request.POST or None,
        today=timezone.localdate(now),
        initial={"thing": PrintedThing.PLAIN, "department": user.department_id, "language": get_language()},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        order = order_prints(
            thing=PrintedThing(given["thing"]),
            keys=given["keys"],
            language=given["language"],
            paper=Paper(given["paper"]),
            bundle=form.bundled,
            by=user,
            now=now,
        )
        return redirect("admin:printing_printorder_change", order.pk)
    return page(
        request,
        "printing/orders.html",
        title=_("Signboards and brochures"),
        form=form,
        orders=PrintOrder.objects.of(user)[:SHOWN],
    )


def order(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, the file once it is there, and the button that throws it away."""
    found = _own(request, pk)
    if request.method == "POST":
        discard_prints(order=found, by=official(request))
        return redirect("admin:printing_printorder_changelist")
    return page(request, "printing/order.html", title=found.get_thing_display(), order=found, files=found.files.count())


@require_GET
def order_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF, or the ZIP of all of them."""
    found = _own(request, pk)
    if found.finished_at is None or not (number := found.files.count()):
        raise Http404
    if found.is_joined and number == 1:
        file = found.files.get()
        response: HttpResponseBase = HttpResponse(bytes(file.content), content_type="application/pdf")
        name = file.name
    else:
        response = StreamingHttpResponse(zipped(found), content_type="application/zip")
        name = f"{found.get_thing_display()} {timezone.localtime(found.ordered_at):%Y%m%d}.zip"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def _printer(request: HttpRequest) -> Official:
    user = official(request)
    if not may_print(user):
        raise PermissionDenied(_("Your role reads no sites."))
    return user


def _own(request: HttpRequest, pk: int) -> PrintOrder:
    """One's own order; those of others do not exist."""
    return get_object_or_404(PrintOrder.objects.of(_printer(request)), pk=pk)
