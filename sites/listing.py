"""One page of a long list of sites: by number at its beginning, after a given row from there on.

`?page=3` is the third page. From page 50 on, «next» leads to `?page=51&after=…`: the row after which the page begins
is found by an index, so page 5,000 is as fast as page 1. The number is then a label, and the token is what counts.
"""

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

from .addresses import with_changes
from .filters import SiteFilter
from .models import ConstructionSite, CountedFigures
from .models.construction_site import ConstructionSiteQuerySet
from .near import Circle
from .order import NEAREST, Order, token_of
from .paging import COUNT_UP_TO, COUNTED_WHOLE, PER_PAGE
from .search import COUNT_UP_TO as FOUND_UP_TO
from .search import Found, search

# Pages that can be asked for by number alone: skipping a thousand rows costs nothing that a reader feels.
NUMBERED = 50
ELLIPSIS = "…"
# Where a request of a list says how many sites it found, for whoever counts searches.
FOUND = "allimi.found"


class NoSuchPage(Exception):
    """The address names a page that is not there; the message says what to do."""


@dataclass(frozen=True)
class Listing:
    """A page of sites with what leads on from it."""

    sites: list[ConstructionSite]
    number: int
    found: int  # counted up to a limit
    is_capped: bool
    has_next: bool
    has_previous: bool
    per_page: int
    query: QueryDict
    corrected: str = ""  # what was searched instead of what was typed

    @property
    def pages(self) -> int:
        return max(1, -(-self.found // self.per_page))

    @property
    def next_url(self) -> str:
        token = token_of(self.sites[-1]) if self.number >= NUMBERED else ""
        return self._url(self.number + 1, after=token) if self.has_next else ""

    @property
    def previous_url(self) -> str:
        token = token_of(self.sites[0]) if self.number - 1 > NUMBERED and self.sites else ""
        return self._url(max(self.number - 1, 1), before=token) if self.has_previous else ""

    @cached_property
    def numbers(self) -> list[tuple[int | str, str]]:
        """The pages around this one that have a number, with their addresses; «…» stands for those left out."""
        last = min(self.pages, NUMBERED)
        wanted = {1, last, *range(self.number - 1, self.number + 2)}
        shown: list[tuple[int | str, str]] = []
        before = 0
        for number in sorted(number for number in wanted if 1 <= number <= max(last, self.number)):
            if number > last and number != self.number:
                continue
            if number > before + 1:
                shown.append((ELLIPSIS, ""))
            shown.append((number, "" if number == self.number else self._url(number)))
            before = number
        if last < self.pages and self.has_next:
            shown.append((ELLIPSIS, ""))
        return shown

    def _url(self, number: int, **tokens: str) -> str:
        return with_changes(self.query, page=str(number) if number > 1 else "", **tokens)


def list_page(
    sites: ConstructionSiteQuerySet,
    order: Order,
    query: QueryDict,
    *,
    per_page: int = PER_PAGE,
    circle: Circle | None = None,
    total: int | None = None,
    searched: Found | None = None,
) -> Listing:
    """The page that the address asks for. Raises NoSuchPage.

    `circle` is what the sites were chosen by and `searched` what they were found by, if so; `total` is how many they
    are, where it is known.
    """
    number = _number(query)
    after, before = query.get("after", ""), query.get("before", "")
    count, is_capped = _counted(sites, searched) if total is None else (total, False)
    if number < 1 or (not (after or before) and number > max(1, min(-(-count // per_page), NUMBERED))):
        raise NoSuchPage(_no_page(count))
    try:
        if after:
            rows = list(order.sort(order.beyond(sites, after))[: per_page + 1])
        elif before:
            rows = list(order.sort(order.beyond(sites, before, backwards=True), backwards=True)[: per_page + 1])
        else:
            wide = circle if is_capped or count > COUNT_UP_TO else None
            rows = _numbered(sites, order, (number - 1) * per_page, per_page + 1, wide)
    except ValueError:
        raise NoSuchPage(_no_page(count)) from None
    more, rows = len(rows) > per_page, rows[:per_page]
    backwards = bool(before and not after)
    return Listing(
        sites=rows[::-1] if backwards else rows,
        number=number,
        found=count,
        is_capped=is_capped,
        has_next=more or backwards,
        has_previous=number > 1 and (more or not backwards),
        per_page=per_page,
        query=query,
        corrected=searched.corrected if searched else "",
    )


def _counted(sites: ConstructionSiteQuerySet, searched: Found | None) -> tuple[int, bool]:
    """How many they are, and whether there are more than that."""
    if searched is not None:
        found, is_capped = searched.count, searched.is_capped
    else:
        number = sites.order_by()[: COUNT_UP_TO + 1].count()
        found, is_capped = min(number, COUNT_UP_TO), number > COUNT_UP_TO
    if is_capped and CountedFigures.objects.filter(breakdown=CountedFigures.ALL, sites__lte=COUNTED_WHOLE).exists():
        return sites.order_by().count(), False
    return found, is_capped


def _numbered(
    sites: ConstructionSiteQuerySet, order: Order, start: int, wanted: int, wide: Circle | None
) -> list[ConstructionSite]:
    """The rows from `start` on. Of a circle with very many only the middle is sorted, as much as suffices."""
    if wide is not None and order is NEAREST:
        for middle in wide.growing(parts=8):
            # The keys first, which an index answers alone.
            keys = list(order.sort(middle.inside(sites)).values_list("pk", flat=True)[start : start + wanted])
            if len(keys) == wanted:
                return list(order.sort(sites.filter(pk__in=keys)))
    return list(order.sort(sites)[start : start + wanted])


def ranked_page(filtered: SiteFilter, query: QueryDict, *, per_page: int = PER_PAGE) -> Listing:
    """The page of what the search found, the likeliest first. Raises NoSuchPage."""
    number = _number(query)
    if number < 1 or number > -(-FOUND_UP_TO // per_page) or "after" in query or "before" in query:
        raise NoSuchPage(_no_page(1))
    found = search(filtered.words, filters=filtered.beside_words, offset=(number - 1) * per_page, limit=per_page)
    if number > max(1, -(-found.count // per_page)):
        raise NoSuchPage(_no_page(found.count))
    sites = ConstructionSite.objects.disclosed().with_directory().in_bulk(found.ids)
    return Listing(
        # One that was withdrawn between the two statements is gone.
        sites=[sites[key] for key in found.ids if key in sites],
        number=number,
        found=found.count,
        is_capped=found.is_capped,
        has_next=number * per_page < found.count,
        has_previous=number > 1,
        per_page=per_page,
        query=query,
        corrected=found.corrected,
    )


def page_of_sites(filtered: SiteFilter, query: QueryDict, *, per_page: int = PER_PAGE) -> Listing:
    """The page that the address asks for, by the search's rank or in the list's own order. Raises NoSuchPage."""
    if filtered.is_ranked:
        return ranked_page(filtered, query, per_page=per_page)
    return list_page(
        filtered.qs, filtered.order, query, per_page=per_page, circle=filtered.form.circle, searched=filtered.found
    )


def _number(query: QueryDict) -> int:
    """The page asked for; 0 for what is no number of a page."""
    asked = query.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0


def _no_page(count: int) -> str:
    if count == 0:
        return _("This list has no such page: nothing matches the filters.")
    return _("This list has no such page. Go to its first page and on from there.")
