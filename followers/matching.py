"""Which topics a site belongs to, and which sites to a topic: asked when something happens, never stored."""

from collections.abc import Collection, Iterator
from decimal import Decimal

from django.http import QueryDict

from disclosures.models import FirmSite
from following.topics import Topic, TopicKind
from sites.filters import SiteFilter
from sites.models import ConstructionSite
from sites.models.construction_site import ConstructionSiteQuerySet
from sites.near import RADII_KM, Circle, Point

from .models import FollowedTopic

_WIDEST = max(Decimal(radius) for radius in RADII_KM)


def topics_of(sites: Collection[int]) -> set[int]:
    """The keys of the followed topics that one of these sites belongs to."""
    disclosed = ConstructionSite.objects.disclosed().filter(pk__in=sites)
    return {key for find in (_named, _around, _searched) for key in find(disclosed)}


def sites_of(topic: Topic, sites: Collection[int]) -> ConstructionSiteQuerySet:
    """Of these sites the disclosed ones that belong to the topic."""
    among = ConstructionSite.objects.disclosed().filter(pk__in=sites)
    match topic.kind:
        case TopicKind.SITE:
            return among.filter(code=topic.value)
        case TopicKind.DISTRICT:
            return among.filter(districts=topic.value)
        case TopicKind.FIRM:
            return among.filter(pk__in=FirmSite.objects.filter(firm=int(topic.value)).values("site"))
        case TopicKind.NEAR:
            return topic.circle.narrow(among)
        case TopicKind.SEARCH:
            return _found(topic.value, among)
        case _:
            return among.none()


def _named(sites: ConstructionSiteQuerySet) -> Iterator[int]:
    """Followed by the site's own code, its district or a firm of it."""
    firms = FirmSite.objects.filter(site__in=sites.values("pk")).values_list("firm", flat=True)
    named = {
        TopicKind.SITE: list(sites.values_list("code", flat=True)),
        TopicKind.DISTRICT: list(sites.order_by().values_list("districts", flat=True).distinct()),
        TopicKind.FIRM: [str(key) for key in firms.distinct()],
    }
    for kind, values in named.items():
        yield from FollowedTopic.objects.named(kind, values).values_list("pk", flat=True)


def _around(sites: ConstructionSiteQuerySet) -> Iterator[int]:
    """Points that lie near: looked for in a box of the widest radius around each site, then asked one by one."""
    for site in sites:
        if site.latitude is None or site.longitude is None:
            continue
        here = Point(float(site.latitude), float(site.longitude))
        latitudes, longitudes = ((float(low), float(high)) for low, high in Circle(here, _WIDEST).box)
        for row in FollowedTopic.objects.inside(latitudes, longitudes):
            if row.topic.circle.narrow(ConstructionSite.objects.filter(pk=site.pk)).exists():
                yield row.pk


def _searched(sites: ConstructionSiteQuerySet) -> Iterator[int]:
    for row in FollowedTopic.objects.of_kind(TopicKind.SEARCH):
        if _found(row.value, sites).exists():
            yield row.pk


def _found(search: str, sites: ConstructionSiteQuerySet) -> ConstructionSiteQuerySet:
    """Of these sites those that the search finds; none where its address is no search any more."""
    found = SiteFilter(QueryDict(search), sites)
    result: ConstructionSiteQuerySet = found.qs if found.form.is_valid() else sites.none()
    return result
