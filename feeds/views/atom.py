"""The feeds. Each shows its newest releases, and what was taken down lately, in the language of its address."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allimi.pages.scope import kept_until_release
from disclosures.kinds import kind_by_slug
from feeds.atom import CONTENT_TYPE, Channel, atom_document, channels
from feeds.atom.entries import Entry, Tombstone, entries_of, item_tombstones
from feeds.atom.sites import found_sites, site_entries, site_tombstones
from feeds.languages import origin_of
from sites.context import city
from sites.filters import SiteFilter
from sites.models import ConstructionSite, Department, District, Firm


@kept_until_release
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Whatever was released."""
    return _feed(request, channels.everything())


@kept_until_release
@require_safe
def new_sites(request: HttpRequest) -> HttpResponse:
    """Sites that were disclosed last."""
    return _feed(request, channels.new_sites())


@kept_until_release
@require_safe
def of_kind(request: HttpRequest, slug: str) -> HttpResponse:
    """One kind of disclosure."""
    if slug not in settings.PROFILE.kinds:
        raise Http404(f"There is no kind of disclosure called {slug!r}.")
    return _feed(request, channels.of_kind(kind_by_slug(slug)))


@kept_until_release
@require_safe
def of_district(request: HttpRequest, code: str) -> HttpResponse:
    """The sites of a district."""
    return _feed(request, channels.of_district(get_object_or_404(District, code=code)))


@kept_until_release
@require_safe
def of_department(request: HttpRequest, code: str) -> HttpResponse:
    """The sites of a department."""
    return _feed(request, channels.of_department(get_object_or_404(Department, code=code)))


@kept_until_release
@require_safe
def of_firm(request: HttpRequest, pk: int) -> HttpResponse:
    """The sites in which a firm has a part; empty where it has none any more, so that a reader keeps its feed."""
    return _feed(request, channels.of_firm(get_object_or_404(Firm, pk=pk)))


@require_safe
def of_site(request: HttpRequest, code: str) -> HttpResponse:
    """One site. Of a withdrawn one the tombstones are left: a reader forgets what it has."""
    return _feed(request, channels.of_site(get_object_or_404(ConstructionSite, code=code)))


@require_safe
def of_search(request: HttpRequest) -> HttpResponse:
    """The sites that the list's filters find, those that changed last first."""
    filtered = SiteFilter(request.GET, queryset=ConstructionSite.objects.disclosed().with_directory())
    if not filtered.is_valid():
        return HttpResponseBadRequest(filtered.form.errors.as_text(), content_type="text/plain; charset=utf-8")
    chosen = ", ".join(f"{each.label}: {each.words}" for each in filtered.chosen)
    title = _("Construction sites") + (f" ({chosen})" if chosen else "")
    entries = site_entries(found_sites(filtered), city=_city(request))
    page = request.get_full_path().replace("sites.atom", "sites/", 1)
    return _answer(request, title, page, entries, site_tombstones())


def _feed(request: HttpRequest, channel: Channel) -> HttpResponse:
    releases = channel.releases.order_by("-released_at", "-id")[: channels.ENTRIES]
    entries = entries_of(releases)
    return _answer(request, channel.title, channel.page, entries, item_tombstones(channel.gone[: channels.TOMBSTONES]))


def _answer(
    request: HttpRequest, title: str, page: str, entries: list[Entry], deleted: list[Tombstone]
) -> HttpResponse:
    content = atom_document(
        title=f"{title} – {_city(request)}",
        city=_city(request),
        origin=origin_of(request),
        page=page,
        path=request.get_full_path(),
        entries=entries,
        deleted=deleted,
    )
    return HttpResponse(content, content_type=CONTENT_TYPE)


def _city(request: HttpRequest) -> str:
    name: str = city(request)["city_name"]
    return name
