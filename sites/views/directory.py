"""Departments and districts, each with its figures and its sites."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from sites.directory import everyone, find
from sites.figures import figures_for, figures_in, sites_in, sites_of
from sites.listing import Listing, NoSuchPage, list_page
from sites.models import Department, District
from sites.models.construction_site import ConstructionSiteQuerySet
from sites.order import NEWEST

LONGEST_WORDS = 100  # characters


@require_safe
def department_list(request: HttpRequest) -> HttpResponse:
    """Every department with its phone, its officers and the number of its sites; with words, who answers for what."""
    words = words_of(request)
    context = {"words": words, "answer": find(words) if words else everyone()}
    return render(request, "sites/department_list.html", context)


def words_of(request: HttpRequest) -> str:
    """What is looked for in the directory."""
    return request.GET.get("q", "")[:LONGEST_WORDS].replace("\x00", "").strip()


@require_safe
def department_detail(request: HttpRequest, code: str) -> HttpResponse:
    """A department, its officers, the figures of its works and its sites."""
    department = get_object_or_404(Department, code=code)
    figures = figures_for(department)
    context = {
        "department": department,
        "officers": list(department.officers.all()),
        "figures": figures,
        "filter": f"department={department.code}",
        "page": _page(request, sites_of(department), figures.total),
    }
    return render(request, "sites/department_detail.html", context)


@require_safe
def district_detail(request: HttpRequest, code: str) -> HttpResponse:
    """A district, the figures of its works and its sites."""
    district = get_object_or_404(District, code=code)
    figures = figures_in(district)
    context = {
        "district": district,
        "figures": figures,
        "filter": f"district={district.code}",
        "page": _page(request, sites_in(district), figures.total),
    }
    return render(request, "sites/district_detail.html", context)


def _page(request: HttpRequest, sites: ConstructionSiteQuerySet, total: int) -> Listing:
    try:
        return list_page(sites.with_directory(), NEWEST, request.GET, total=total)
    except NoSuchPage as explained:
        raise Http404(str(explained)) from None
