"""What a search is narrowed by beside its words, and the tokens by which the index knows of it.

An amount has a token for each of some thresholds, on which side of it the amount lies; a date has one for its year, a
position one for its cell of a grid. They choose coarsely, and the exact bounds are checked on the row.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from django.db import connection

from ..models import ConstructionSite, District, SearchEntry
from ..models.construction_site import ConstructionSiteQuerySet
from ..near import Circle
from .query import Condition
from .tokens import token

# Of the currency's minor unit; each four times the one before. In won from 134 million to 35 trillion.
THRESHOLDS = tuple(2**power for power in range(27, 46, 2))
# Earlier and later years have these ones' tokens. Each year between them makes a search of a whole past slower.
FIRST_YEAR, LAST_YEAR = 2000, 2045
# Most sites go on around now: there the index would name nearly all of them, and a look at the rows is quicker.
_AROUND_NOW = 1
# Degrees both ways, some 2 km where Korea lies: the widest circle touches some forty cells of that size.
_CELL = Decimal("0.02")


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What else must hold. All but `sites`, any other choice of them, is known to the index."""

    district: str = ""
    work_type: str = ""
    status: str = ""
    department: int | None = None
    amount_from: int | None = None  # of the contract, in the currency's minor unit
    amount_to: int | None = None
    since: datetime.date | None = None  # works not over before this day
    until: datetime.date | None = None  # works begun by this day
    around: Circle | None = None
    sites: ConstructionSiteQuerySet | None = None


def filters_of(site: ConstructionSite, districts: Iterable[District]) -> Iterator[tuple[str, str]]:
    """The names and values of the filters that a site is found by: what its tokens are made of."""
    yield from (("district", district.pk) for district in districts)
    yield "work type", site.work_type
    yield "status", site.status
    yield "department", str(site.department_id)
    if site.contract_amount is not None:
        for threshold in THRESHOLDS:
            yield "amount from" if site.contract_amount >= threshold else "amount below", str(threshold)
    if site.starts_on:
        yield "starts", str(max(site.starts_on.year, FIRST_YEAR))
    if site.ends_on:
        yield "ends", str(min(site.ends_on.year, LAST_YEAR))
    if site.latitude is not None and site.longitude is not None:
        yield "cell", _cell(_row(site.latitude), _row(site.longitude))


def narrowed(filters: Filters, *, today: datetime.date) -> Condition:
    """The filters as a condition on the search's rows, but for `sites`."""
    return _chosen(filters) & _amount(filters) & _period(filters, today) & _around(filters)


def filtered(sites: ConstructionSiteQuerySet, filters: Filters) -> ConstructionSiteQuerySet:
    """The named filters on the sites themselves."""
    wanted = {
        "districts": filters.district or None,
        "work_type": filters.work_type or None,
        "status": filters.status or None,
        "department": filters.department,
        "contract_amount__gte": filters.amount_from,
        "contract_amount__lte": filters.amount_to,
        "ends_on__gte": filters.since,
        "starts_on__lte": filters.until,
    }
    found = sites.filter(**{name: value for name, value in wanted.items() if value is not None})
    return filters.around.narrow(found) if filters.around else found


def _chosen(filters: Filters) -> Condition:
    made = Condition()
    if filters.district:
        made.tokens.append(token("district", filters.district))
        made.add("%s = ANY(districts)", filters.district)
    if filters.work_type:
        made.tokens.append(token("work type", filters.work_type))
        made.add("work_type = %s", filters.work_type)
    if filters.status:
        made.tokens.append(token("status", filters.status))
        made.add("status = %s", filters.status)
    if filters.department is not None:
        made.tokens.append(token("department", str(filters.department)))
        made.add("department_id = %s", filters.department)
    return made


def _amount(filters: Filters) -> Condition:
    made = Condition()
    if filters.amount_from is not None:
        made.add("contract_amount >= %s", filters.amount_from)
        below = [threshold for threshold in THRESHOLDS if threshold <= filters.amount_from]
        made.tokens += [token("amount from", str(threshold)) for threshold in below[-1:]]
    if filters.amount_to is not None:
        made.add("contract_amount <= %s", filters.amount_to)
        above = [threshold for threshold in THRESHOLDS if threshold > filters.amount_to]
        made.tokens += [token("amount below", str(threshold)) for threshold in above[:1]]
    return made


def _period(filters: Filters, today: datetime.date) -> Condition:
    made = Condition()
    if filters.since is not None:
        made.add("ends_on >= %s", filters.since)
        if filters.since.year > today.year + _AROUND_NOW:
            years = range(min(filters.since.year, LAST_YEAR), LAST_YEAR + 1)
            made.either.append([token("ends", str(year)) for year in years])
    if filters.until is not None:
        made.add("starts_on <= %s", filters.until)
        if filters.until.year < today.year - _AROUND_NOW:
            years = range(FIRST_YEAR, max(filters.until.year, FIRST_YEAR) + 1)
            made.either.append([token("starts", str(year)) for year in years])
    return made


def _around(filters: Filters) -> Condition:
    made = Condition()
    if filters.around is None:
        return made
    latitudes, longitudes = filters.around.box
    rows, columns = (range(_row(first), _row(last) + 1) for first, last in (latitudes, longitudes))
    made.either.append([token("cell", _cell(row, column)) for row in rows for column in columns])
    inside = filters.around.hold(SearchEntry.objects.all()).query
    clause, values = inside.where.as_sql(inside.get_compiler(connection=connection), connection)
    made.add(clause, *values)
    return made


def _row(degrees: Decimal) -> int:
    return int((degrees / _CELL).to_integral_value(ROUND_FLOOR))


def _cell(row: int, column: int) -> str:
    return f"{row} {column}"
