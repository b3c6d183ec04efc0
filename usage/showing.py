"""What is told of the pages' use: a period day by day, whole or of the sites of a district or a department."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.urls import reverse

from embeds.models import ClickCount
from sites.figures import sites_in, sites_of
from sites.models import ConstructionSite, Department, District
from sites.models.construction_site import ConstructionSiteQuerySet

from .models import Use, UseCount
from .models.use_count import UseCountQuerySet

DAYS = 30
MOST_READ = 20


@dataclass(frozen=True)
class Day:
    """The numbers of one day, by what was counted; `share` is percent of the busiest day."""

    day: datetime.date
    numbers: dict[str, int]
    share: int

    def number(self, what: Use) -> int:
        return self.numbers.get(what, 0)

    @property
    def visits(self) -> int:
        return self.number(Use.VISIT)

    @property
    def pages(self) -> int:
        return self.number(Use.PAGE)

    @property
    def sites(self) -> int:
        return self.number(Use.SITE)

    @property
    def searches(self) -> int:
        return self.number(Use.SEARCH)

    @property
    def empty_searches(self) -> int:
        return self.number(Use.EMPTY_SEARCH)

    @property
    def downloads(self) -> int:
        return self.number(Use.DOWNLOAD)

    @property
    def feeds(self) -> int:
        return self.number(Use.FEED)


@dataclass(frozen=True)
class Judged:
    """What readers said of one type of page in one language."""

    page: str  # the name of its view
    language: str
    useful: int
    not_useful: int

    @property
    def said(self) -> int:
        return self.useful + self.not_useful

    @property
    def share(self) -> int:
        """Percent that said useful."""
        return round(self.useful * 100 / self.said)


@dataclass(frozen=True)
class Ranked:
    """A thing with its number and where it is."""

    thing: Any
    number: int
    path: str


class Period:
    """The last days until `today`, of all pages or of a part of the sites."""

    def __init__(
        self, today: datetime.date, *, district: District | None = None, department: Department | None = None
    ) -> None:
        self.last = today
        self.first = today - datetime.timedelta(days=DAYS - 1)
        self._part = _sites(district, department)
        self._counts: UseCountQuerySet = UseCount.objects.between(self.first, self.last)

    @property
    def is_part(self) -> bool:
        return self._part is not None

    @property
    def _of_sites(self) -> UseCountQuerySet:
        """Pages of the part's sites; of all disclosed ones where it is the whole."""
        sites = ConstructionSite.objects.disclosed() if self._part is None else self._part
        return self._counts.of_sites(sites.values("code"))

    def days(self) -> list[Day]:
        """Today first, each day with or without use. One statement."""
        found = (self._of_sites if self.is_part else self._counts).by_day()
        measure = Use.SITE if self.is_part else Use.PAGE
        most = max((numbers.get(measure, 0) for numbers in found.values()), default=0) or 1
        days = (self.last - datetime.timedelta(days=back) for back in range(DAYS))
        return [Day(day, found.get(day, {}), found.get(day, {}).get(measure, 0) * 100 // most) for day in days]

    def languages(self) -> list[tuple[str, int]]:
        """Pages read in each language, the most first."""
        return self._counts.of(Use.LANGUAGE).by_key()

    def downloads(self) -> list[tuple[str, int]]:
        return self._counts.of(Use.DOWNLOAD).by_key()

    def judged(self) -> list[Judged]:
        """The types of pages that readers said something of, the most first. Two statements."""
        yes, no = dict(self._counts.of(Use.USEFUL).by_key()), dict(self._counts.of(Use.NOT_USEFUL).by_key())
        found = []
        for key in yes.keys() | no.keys():
            page, _, language = key.partition(" ")
            found.append(Judged(page, language, yes.get(key, 0), no.get(key, 0)))
        return sorted(found, key=lambda each: (-each.said, each.page, each.language))

    def most_read(self) -> list[Ranked]:
        """The sites whose pages were read most; a withdrawn one is not named. Two statements."""
        numbers = dict(self._of_sites.by_key()[:MOST_READ])
        sites = ConstructionSite.objects.disclosed().filter(code__in=numbers)
        ranked = [Ranked(site, numbers[site.code], site.get_absolute_url()) for site in sites]
        return sorted(ranked, key=lambda each: (-each.number, each.thing.code))

    def districts(self) -> list[Ranked]:
        """Pages read of each district's sites; a site in two districts counts in both. Three statements."""
        numbers = dict(self._counts.of(Use.SITE).by_key())
        links = ConstructionSite.districts.through._default_manager.filter(constructionsite__code__in=numbers)
        sums: dict[str, int] = {}
        for district, code in links.values_list("district", "constructionsite__code"):
            sums[district] = sums.get(district, 0) + numbers[code]
        address = reverse("usage:usage")
        return [
            Ranked(district, sums.get(district.pk, 0), f"{address}?district={district.pk}")
            for district in District.objects.order_by("code")
        ]

    def clicks(self) -> int:
        """By how many clicks on banners and cards readers came."""
        found = ClickCount.objects.filter(clicked_on__range=(self.first, self.last))
        return found.aggregate(sum=Sum("number"))["sum"] or 0


def _sites(district: District | None, department: Department | None) -> ConstructionSiteQuerySet | None:
    if district is not None:
        found = sites_in(district)
        return found.filter(department=department) if department is not None else found
    return sites_of(department) if department is not None else None
