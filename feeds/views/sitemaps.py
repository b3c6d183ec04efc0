"""What search engines read: the index, its sitemaps, and robots.txt."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from allimi.pages.scope import kept_until_release
from feeds import verification
from feeds.languages import origin_of
from feeds.sitemap_xml import CONTENT_TYPE, index_document, sitemap_document
from feeds.sitemaps import Address, page_addresses, part_by_slug, parts


@kept_until_release
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every sitemap, with when something in it last changed."""
    files: list[Address] = [(reverse("sitemaps:pages"), None)]
    for part in parts():
        files += [(reverse("sitemaps:part", args=[part.slug, number]), latest) for number, latest in part.files()]
    return HttpResponse(index_document(files, origin=origin_of(request)), content_type=CONTENT_TYPE)


@kept_until_release
@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """The pages that every city has, its districts and its departments."""
    return _sitemap(request, list(page_addresses(settings.LANGUAGE_CODE)))


@kept_until_release
@require_safe
def part(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One file of a part."""
    found = part_by_slug(slug)
    with override(settings.LANGUAGE_CODE):
        addresses = found.addresses(number) if found is not None else []
    if not addresses:
        raise Http404("There is no such sitemap, or nothing of it is disclosed any more.")
    return _sitemap(request, addresses)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything here is public; only the endless combinations of filters are not worth a crawler's time."""
    lines = ["User-agent: *", "Disallow: /*?*", ""]
    lines.append(f"Sitemap: {origin_of(request)}{reverse('sitemaps:index')}")
    lines += verification.robots_lines()
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _sitemap(request: HttpRequest, addresses: list[Address]) -> HttpResponse:
    languages = [code for code, _name in settings.LANGUAGES]
    content = sitemap_document(addresses, origin=origin_of(request), languages=languages)
    return HttpResponse(content, content_type=CONTENT_TYPE)
