"""The steps of a search.

A probe by tokens, cut after CUT rows, answers most searches at once: page and count. Of common words it tells
only that there are too many; then each place is taken in turn, best first, by walking down the rank until the page
is full or, where the best ranked lack the words, by gathering all that have them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import connection
from django.db.models import BooleanField, OuterRef, Subquery
from django.db.models.expressions import RawSQL
from django.utils import timezone

from ..models import ConstructionSite, SearchEntry, SiteStatus
from ..models.construction_site import ConstructionSiteQuerySet
from ..near import Circle
from .narrowing import Filters, filtered, narrowed
from .near import nearest
from .query import Condition, Place, Query, Value

COUNT_UP_TO = 1_000
# More rows than this are not gathered to be sorted: walking down the rank is faster then.
CUT = 1_500
# A walk goes so far at first, and so far in all where it met any: otherwise few have the words, and all are gathered.
WALKED = (2_000, 20_000)
# The planner hopes to meet enough rows early, as if words and filters had nothing to do with each other.
_BY_INDEX = "SET LOCAL enable_seqscan = off"
# It takes such words for rare, too, and would sort the whole table first.
_DOWN_THE_RANK = f"{_BY_INDEX}; SET LOCAL enable_sort = off"
RANK = "is_done, updated_on DESC, site_id DESC"
_READ = "site_id, name, name_en, other, squeezed, initials, is_done, updated_on"
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]*\d[A-Z0-9-]*")
_SHORTEST_CODE = 3


@dataclass(frozen=True, kw_only=True)
class Found:
    """A page of a search: keys of sites in order, and how many there are in all, up to COUNT_UP_TO.

    `corrected` is what was searched instead of what was typed, empty where that was found; `code` is the beginning
    of a project code by which they were found, empty where it were words.
    """

    ids: list[int]
    count: int
    is_capped: bool = False
    corrected: str = ""
    code: str = ""


def search(text: str, *, filters: Filters | None = None, offset: int = 0, limit: int = 20) -> Found:
    """The sites that a citizen means by these words, from `offset` on; none lie beyond COUNT_UP_TO.

    Without a word in the text nothing is found.
    """
    filters = filters or Filters()
    limit = max(0, min(limit, COUNT_UP_TO - offset))
    by_code = _by_code(text, filters, offset=offset, limit=limit)
    if by_code is not None:
        return by_code
    query = _typed(text)
    if not query.words:
        return Found(ids=[], count=0)
    found = _Search(query, filters).page(offset=offset, limit=limit)
    if found.count:
        return found
    for words in nearest(query.words, is_known=_is_known):
        corrected = _Search(Query(words), filters).page(offset=offset, limit=limit)
        if corrected.count:
            return replace(corrected, corrected=" ".join(words))
    return found


def _is_known(word: str) -> bool:
    return _Search(Query((word,)), Filters()).page(limit=1).count > 0


class _Search:
    """One query with its filters, on its way through the steps."""

    def __init__(self, query: Query, filters: Filters) -> None:
        self.query, self.filters = query, filters
        self.narrowed = narrowed(filters, today=timezone.localdate())
        self.anywhere = query.at(query.places[-1])

    def page(self, *, offset: int = 0, limit: int) -> Found:
        if self.filters.around is not None:
            return self._by_circles(self.filters.around, offset=offset, limit=limit)
        everywhere = self.anywhere & self.narrowed
        if self.filters.sites is not None:
            few = list(self.filters.sites.order_by().values_list("pk", flat=True)[: CUT + 1])
            if len(few) <= CUT:
                number, keys = self._probe(_among(everywhere, few), offset=offset, limit=limit)
                return _found(keys, number)
        number, keys = self._probe(everywhere, offset=offset, limit=limit)
        return _found(keys, number) if number <= CUT else self._by_places(offset=offset, limit=limit)

    def _probe(self, condition: Condition, *, offset: int, limit: int) -> tuple[int, list[int]]:
        """How many rows there are, up to CUT + 1, and the wanted ones of them by place and rank."""
        place, values = self._place()
        by_tokens, tokens = condition.by_tokens
        within, chosen = self._within("AND site_id IN ({})")
        statement = f"""
            WITH probe AS MATERIALIZED (
                SELECT {_READ} FROM sites_searchentry WHERE {by_tokens} {condition.check} {within} LIMIT {CUT + 1}
            )
            SELECT (SELECT count(*) FROM probe),
                   ARRAY(SELECT site_id FROM probe ORDER BY {place}{RANK} OFFSET %s LIMIT %s)
        """  # noqa: S608  (our own clauses; every value is a parameter)
        ((number, keys),) = _rows(statement, [*tokens, *condition.values, *chosen, *values, offset, limit])
        return number, keys

    def _by_circles(self, around: Circle, *, offset: int, limit: int) -> Found:
        """All in the circle by place and rank; where its middle holds too many already, some of those.

        A list around a position is in order of distance, so nobody asks which of too many come first.
        """
        for circle in around.growing(parts=2):
            inside = narrowed(replace(self.filters, around=circle), today=timezone.localdate())
            number, keys = self._probe(self.anywhere & inside, offset=offset, limit=limit)
            if number > COUNT_UP_TO:
                break
        return _found(keys, number)

    def _place(self) -> tuple[str, list[Value]]:
        """The place of a row's words as a column to order by."""
        branches, values = "", []
        for place in self.query.places[:-1]:
            condition = self.query.at(place)
            branches += f" WHEN {condition.check} THEN {int(place)}"
            values += condition.values
        return (f"CASE{branches} ELSE {len(Place)} END, " if branches else ""), values

    def _by_places(self, *, offset: int, limit: int) -> Found:
        """For words that too many rows have: place by place until the page is full."""
        keys: list[int] = []
        better: list[Condition] = []
        for place in self.query.places:
            wanted = offset + limit - len(keys)
            if wanted <= 0:
                break
            condition = self.query.at(place)
            keys += self._of_place(_without(condition & self.narrowed, better), wanted)
            better.append(condition)
        return Found(ids=keys[offset : offset + limit], count=COUNT_UP_TO, is_capped=True)

    def _of_place(self, condition: Condition, wanted: int) -> list[int]:
        """The best by rank of the rows that match, at most as many as are wanted."""
        for rows in WALKED:
            keys = self._walk(condition, wanted, rows=rows)
            if len(keys) == wanted:
                return keys
            if not keys:
                break
        return self._gather(condition, wanted)

    def _walk(self, condition: Condition, wanted: int, *, rows: int) -> list[int]:
        """The best by rank among so many first rows of it: quick where many match."""
        # OFFSET 0: a look for each row, and no join that would lose the order.
        within, values = self._within("AND EXISTS (SELECT FROM ({}) chosen (key) WHERE key = site_id OFFSET 0)")
        statement = f"""
            SELECT site_id
            FROM (SELECT * FROM sites_searchentry {self._part()} ORDER BY {RANK} LIMIT %s) entry
            WHERE {condition.check} {within} LIMIT %s
        """  # noqa: S608  (our own clauses; every value is a parameter)
        found = _rows(statement, [rows, *condition.values, *values, wanted], planned=_DOWN_THE_RANK)
        return [key for (key,) in found]

    def _part(self) -> str:
        """The clause for the part of the rank in which sites of the wanted status stand."""
        if not self.filters.status:
            return ""
        return "WHERE is_done" if self.filters.status == SiteStatus.COMPLETED else "WHERE NOT is_done"

    def _gather(self, condition: Condition, wanted: int) -> list[int]:
        """The best by rank of all rows that match."""
        within, values = self._within("AND site_id IN ({})")
        by_tokens, tokens = condition.by_tokens
        # MATERIALIZED: the planner would rather go down the rank again, in the hope of meeting them early.
        statement = f"""
            WITH gathered AS MATERIALIZED (
                SELECT {_READ} FROM sites_searchentry WHERE {by_tokens} {condition.check} {within}
            )
            SELECT site_id FROM gathered ORDER BY {RANK} LIMIT %s
        """  # noqa: S608  (our own clauses; every value is a parameter)
        return [key for (key,) in _rows(statement, [*tokens, *condition.values, *values, wanted])]

    def _within(self, clause: str) -> tuple[str, list[Value]]:
        """The clause for the filters that the index does not hold, and its values; empty where there are none."""
        if self.filters.sites is None:
            return "", []
        statement, values = self.filters.sites.order_by().values("pk").query.sql_with_params()
        return clause.format(statement), list(values)


def _among(condition: Condition, keys: Sequence[int]) -> Condition:
    """The condition for these rows alone; they are few, so no token is needed to find them."""
    made = Condition([], ["site_id = ANY(%s)"], [list(keys)])
    return made & replace(condition, tokens=[], either=[])


def _without(condition: Condition, better: Sequence[Condition]) -> Condition:
    made = replace(condition)
    for other in better:
        made &= Condition([], [f"NOT ({other.check})"], other.values)
    return made


def _found(keys: list[int], number: int) -> Found:
    return Found(ids=keys, count=min(number, COUNT_UP_TO), is_capped=number > COUNT_UP_TO)


def _by_code(text: str, filters: Filters, *, offset: int, limit: int) -> Found | None:
    """The sites whose project code begins so; None where it is no code or no site has it."""
    code = text.strip().upper()
    if len(code) < _SHORTEST_CODE or not _CODE.fullmatch(code):
        return None
    sites = ConstructionSite.objects.disclosed() if filters.sites is None else filters.sites
    found = filtered(sites.filter(code__startswith=code), filters).order_by().values("pk", "code")
    statement, values = found.query.sql_with_params()
    # ~<~ is the order of the index that finds beginnings, whatever the database's locale.
    first = f"SELECT key FROM ({statement}) found (key, code) ORDER BY code USING ~<~ LIMIT {COUNT_UP_TO + 1}"  # noqa: S608
    keys = [key for (key,) in _rows(first, values)]
    return replace(_found(keys[offset : offset + limit], len(keys)), code=code) if keys else None


def _rows(statement: str, values: Sequence[Value], *, planned: str = _BY_INDEX) -> list[tuple]:
    """The rows of a statement that is planned so. Both are sent at once, which makes them one transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"{planned}; {statement}", values)
        while cursor.description is None:
            cursor.nextset()
        return cursor.fetchall()


def having(sites: ConstructionSiteQuerySet, text: str, found: Found) -> ConstructionSiteQuerySet:
    """Of these sites all that have what was `found` for the text, in no order and however many they are.

    `found` is the answer of `search` for COUNT_UP_TO of them.
    """
    if not found.is_capped:
        return sites.filter(pk__in=found.ids)
    if found.code:
        return sites.filter(code__startswith=found.code)
    query = Query(tuple(found.corrected.split())) if found.corrected else _typed(text)
    condition = query.at(query.places[-1])
    matches = RawSQL(condition.check, condition.values, output_field=BooleanField())  # noqa: S611  (our own clauses)
    # A value and no EXISTS, which would become a join: so each row in turn is looked at, in the order of the list.
    entry = SearchEntry.objects.filter(site=OuterRef("pk")).annotate(matches=matches)
    return sites.filter(Subquery(entry.values("matches")))


def _typed(text: str) -> Query:
    return Query.typed(text, city=next(iter(settings.PROFILE.city.values())))
