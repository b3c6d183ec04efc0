"""The list of sites, and the directory of departments."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .figures import sites_by_department, sites_of
from .filters import SiteFilter
from .models import ConstructionSite, Department
from .paging import PER_PAGE, CappedPaginator, page_of


@require_safe
def site_list(request: HttpRequest) -> HttpResponse:
    """Sites by the filters in the address, newest first. A filter that makes no sense is explained, not ignored."""
    sites = SiteFilter(request.GET, queryset=ConstructionSite.objects.disclosed().with_directory().newest_first())
    context = {"sites": sites, "chosen": sites.chosen}
    if sites.is_valid():
        paginator = CappedPaginator(sites.qs, PER_PAGE)
        context |= {"page": page_of(request, paginator), "paginator": paginator}
    return render(request, "sites/site_list.html", context)


@require_safe
def department_list(request: HttpRequest) -> HttpResponse:
    """Every department with its phone, its officers and the number of its sites."""
    return render(request, "sites/department_list.html", {"departments": sites_by_department()})


@require_safe
def department_detail(request: HttpRequest, code: str) -> HttpResponse:
    """A department, its officers and its sites."""
    department = get_object_or_404(Department, code=code)
    paginator = CappedPaginator(sites_of(department), PER_PAGE)
    context = {
        "department": department,
        "officers": list(department.officers.all()),
        "page": page_of(request, paginator),
        "paginator": paginator,
    }
    return render(request, "sites/department_detail.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything here is public; only the endless combinations of filters are not worth a crawler's time."""
    return HttpResponse("User-agent: *\nDisallow: /*?*\n", content_type="text/plain; charset=utf-8")
