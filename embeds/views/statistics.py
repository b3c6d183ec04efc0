"""How often the banners and cards of a subject were clicked: a page that its webmaster can bookmark."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from embeds.addresses import clicks_address
from embeds.converters import BANNER, CARD
from embeds.models import ClickCount
from embeds.subjects import CITY, DISTRICTS, SITES, Subject, find_subject
from sites.csv import Column, csv_response
from sites.figures import sites_in
from sites.models import ConstructionSite, District
from sites.templatetags.allimi import name_of

DAYS, MONTHS = 30, 12
_MOST_PARTS = 20


@dataclass(frozen=True)
class Row:
    """The clicks of a day or a month."""

    day: datetime.date
    banner: int
    card: int

    @property
    def total(self) -> int:
        return self.banner + self.card


COLUMNS = (
    Column[Row](pgettext_lazy("of clicks", "day"), lambda row: row.day),
    Column[Row](gettext_lazy("banner or link"), lambda row: row.banner),
    Column[Row](gettext_lazy("card"), lambda row: row.card),
    Column[Row](gettext_lazy("together"), lambda row: row.total),
)


@require_safe
def clicks(request: HttpRequest, scope: str, code: str) -> HttpResponse:
    """The last days and months; of the city its districts, of a district its sites beside."""
    subject = _subject(scope, code)
    today, counts = timezone.localdate(), ClickCount.objects.of(scope, code)
    context = {
        "subject": subject,
        "days": list(_days(counts.since(today - datetime.timedelta(days=DAYS - 1)).by_day(), today)),
        "months": _months(counts.since(_months_ago(today)).by_month()),
        "parts": _parts_of(subject),
        "csv": f"embeds:{scope}-clicks-csv",
    }
    return render(request, "embeds/clicks.html", context)


@require_safe
def clicks_csv(request: HttpRequest, scope: str, code: str) -> HttpResponseBase:
    """Every day that has a click."""
    subject = _subject(scope, code)
    found = ClickCount.objects.of(subject.scope, subject.code).by_day()
    rows = [_row(day, found[day]) for day in sorted(found)]
    return csv_response(name=f"clicks-{scope}-{code}", columns=COLUMNS, rows=rows)


def _subject(scope: str, code: str) -> Subject:
    subject = find_subject(scope, code)
    if subject is None:
        raise Http404("There is nothing that could be embedded.")
    return subject


def _days(found: dict[datetime.date, dict[str, int]], today: datetime.date) -> Iterator[Row]:
    """Today first, each day with or without clicks."""
    for back in range(DAYS):
        day = today - datetime.timedelta(days=back)
        yield _row(day, found.get(day, {}))


def _months(found: dict[datetime.date, dict[str, int]]) -> list[Row]:
    return [_row(month, found[month]) for month in sorted(found, reverse=True)]


def _months_ago(today: datetime.date) -> datetime.date:
    return (today.replace(day=1) - datetime.timedelta(days=30 * (MONTHS - 1))).replace(day=1)


def _row(day: datetime.date, numbers: dict[str, int]) -> Row:
    return Row(day, banner=numbers.get(BANNER, 0), card=numbers.get(CARD, 0))


@dataclass(frozen=True)
class Part:
    """What belongs to the subject and has a page of its own like this one."""

    name: SafeString | str
    address: str
    number: int


def _parts_of(subject: Subject) -> list[Part]:
    """Of the city all districts; of a district the sites whose own embeds were clicked, the most first."""
    if subject.scope == CITY:
        numbers = ClickCount.objects.of_scope(DISTRICTS).by_code()
        return [_part(DISTRICTS, each, numbers.get(each.code, 0)) for each in District.objects.order_by("code")]
    if subject.scope == DISTRICTS:
        sites = {site.code: site for site in sites_in(District(code=subject.code))}
        numbers = ClickCount.objects.of_sites(sites).by_code()
        return [_part(SITES, sites[code], number) for code, number in numbers.items()][:_MOST_PARTS]
    return []


def _part(scope: str, thing: ConstructionSite | District, number: int) -> Part:
    return Part(name_of(thing), clicks_address(scope, thing.code), number)
