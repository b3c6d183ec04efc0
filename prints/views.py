"""Single prints, for anybody: a site's signboards, a district's brochure, a newsletter."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from disclosures.page import site_page
from disclosures.views.site import gone, site_by_code
from feeds.languages import origin_of
from newsletters.models import Bulletin
from newsletters.reading import read
from sites.models import District

from .brochures import brochure_pdf, title_of
from .bulletins import bulletin_pdf
from .paper import Form, Paper
from .signboards import board_of, boards_pdf
from .statutory import missing_items


@require_safe
def signboards(request: HttpRequest, code: str) -> HttpResponse:
    """The signboards of a site to choose from, and what the statutory one has an empty line for."""
    site = site_by_code(code)
    if site.withdrawn_at is not None:
        return gone(request, site)
    context = {"site": site, "forms": Form, "papers": Paper, "missing": missing_items(site_page(site))}
    return render(request, "prints/signboards.html", context)


@require_safe
def signboard_file(request: HttpRequest, code: str, form: str, paper: str) -> HttpResponse:
    """One signboard as PDF, in the language of the address."""
    if form not in Form.values or paper not in Paper.values:
        raise Http404("There is no such signboard.")
    site, now = site_by_code(code), timezone.now()
    if site.withdrawn_at is not None:
        return gone(request, site)
    board = board_of(site, form=Form(form), origin=_origin(request), now=now)
    content = boards_pdf([board], form=Form(form), paper=Paper(paper), now=now)
    return pdf_response(content, f"{board['title']} {paper.upper()}.pdf")


@require_safe
def brochure_file(request: HttpRequest, code: str) -> HttpResponse:
    """A district's brochure as PDF, in the language of the address."""
    district = get_object_or_404(District, code=code)
    content = brochure_pdf(district, origin=_origin(request), now=timezone.now())
    return pdf_response(content, f"{title_of(district)}.pdf")


@require_safe
def bulletin_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A newsletter, press release or notice as PDF; 410 with date and ground where it was withdrawn."""
    bulletin = get_object_or_404(Bulletin.objects.for_pages(), pk=pk)
    found = read(bulletin, get_language() or "")
    if found is None:
        return render(request, "newsletters/gone.html", {"bulletin": bulletin}, status=410)
    content = bulletin_pdf(bulletin, found, origin=_origin(request), now=timezone.now())
    return pdf_response(content, f"{found.text.title}.pdf")


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """Opened in the browser; saved under a name that says what it is."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or ""
    return response


def _origin(request: HttpRequest) -> str:
    """Where citizens read. The desk's preview must not print its own address."""
    return settings.PUBLIC_ORIGIN or origin_of(request)
