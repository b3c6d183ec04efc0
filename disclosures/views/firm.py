"""Firms: who builds, supervises and subcontracts in the city, and a page for each."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from disclosures.firms import firm_figures, firms_named, penalties_of, sites_of_firm, subcontracts_of
from disclosures.models.involvement import InvolvementRole
from sites.listing import NoSuchPage, list_page
from sites.models import Firm
from sites.order import NEWEST
from sites.paging import PER_PAGE, page_of

# Rows of a firm's subcontracts and penalties that its page shows; the rest stands on the sites' pages.
_ROWS = 50
_LONGEST = 100


@require_safe
def firm_list(request: HttpRequest) -> HttpResponse:
    """Firms by name, or those whose name has the words in it."""
    words = request.GET.get("q", "")[:_LONGEST].replace("\x00", "").strip()
    page = page_of(request, Paginator(firms_named(words), PER_PAGE * 2))
    return render(request, "disclosures/firm_list.html", {"page": page, "words": words})


@require_safe
def firm_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A firm with its sites by role, its subcontracts and its penalty points."""
    firm = get_object_or_404(Firm, pk=pk)
    figures = firm_figures(firm)
    if not figures.roles:
        raise Http404("No current disclosure names this firm.")
    role = request.GET.get("role", "")
    if role and role not in InvolvementRole.values:
        raise Http404(f"There is no role called {role!r}.")
    try:
        total = dict(figures.roles).get(InvolvementRole(role), 0) if role else figures.sites
        page = list_page(sites_of_firm(firm, role).with_directory(), NEWEST, request.GET, total=total)
    except NoSuchPage as explained:
        raise Http404(str(explained)) from None
    context = {
        "firm": firm,
        "figures": figures,
        "role": role,
        "page": page,
        "subcontracts": list(subcontracts_of(firm)[:_ROWS]) if figures.subcontracts else [],
        "penalties": list(penalties_of(firm)[:_ROWS]) if figures.penalties else [],
        "rows": _ROWS,
    }
    return render(request, "disclosures/firm_detail.html", context)
