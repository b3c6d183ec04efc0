"""A site's photos, and one of them large."""

import uuid

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from disclosures.gallery import Pair, groups_of, pairs_of, photos_of, shots_of
from disclosures.kinds import kind_by_slug
from disclosures.page import kind_page
from sites.models import ConstructionSite
from sites.paging import PER_PAGE, page_of

from .site import gone, site_by_code


@require_safe
def photo_list(request: HttpRequest, code: str) -> HttpResponse:
    """The gallery: before and after, then all photos, or those of one work item."""
    site = _site(code)
    if site.withdrawn_at is not None:
        return gone(request, site)
    photos = list(photos_of(site))
    work_item = request.GET.get("item", "")
    chosen = [photo for photo in photos if photo.work_item == work_item] if work_item else photos
    page = page_of(request, Paginator(chosen, PER_PAGE))
    pairs = pairs_of(photos) if page.number == 1 and not work_item else []
    shots = shots_of([*page.object_list, *(photo for pair in pairs for photo in pair)])
    context = {
        "site": site,
        "section": kind_page(site, kind_by_slug("photo"), limit=1, offset=0),
        "groups": groups_of(photos),
        "work_item": work_item,
        "pairs": [Pair(before.viewpoint, shots[before.pk], shots[after.pk]) for before, after in pairs],
        "shots": [shots[photo.pk] for photo in page.object_list],
        "page": page,
        "total": len(chosen),
    }
    return render(request, "disclosures/site_photos.html", context)


@require_safe
def photo_detail(request: HttpRequest, code: str, item: uuid.UUID) -> HttpResponse:
    """One photo as large as the screen, with the ones before and after it in time."""
    site = _site(code)
    if site.withdrawn_at is not None:
        return gone(request, site)
    photos = list(photos_of(site))
    place = next((place for place, photo in enumerate(photos) if photo.release.item == item), None)
    if place is None:
        # What was taken down keeps its history, which says when and why.
        return redirect("disclosures:item-history", item)
    shot = shots_of([photos[place]])[photos[place].pk]
    context = {
        "site": site,
        "shot": shot,
        "place": place + 1,
        "total": len(photos),
        "newer": photos[place - 1] if place else None,
        "older": photos[place + 1] if place + 1 < len(photos) else None,
        "photo_kind": kind_by_slug("photo"),
    }
    return render(request, "disclosures/site_photo.html", context)


def _site(code: str) -> ConstructionSite:
    if "photo" not in settings.PROFILE.kinds:
        raise Http404("Photos are not disclosed here.")
    return site_by_code(code)
