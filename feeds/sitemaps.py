"""What search engines are told to read: parts of the city's pages, each cut into files of bounded size.

A part is cut by the keys of its rows and not by counting: a file holds the rows of one stretch of keys, so it is found
by the primary key however many rows there are, and a row stays in its file for good. Other apps add parts of theirs.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Max, Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import override

from complaints.models import PublicQuestion
from disclosures.models import FirmSite
from sites.models import ConstructionSite, Department, District, Firm

# Rows of a file. In three languages six thousand of the 50,000 addresses that a sitemap may have, and some 3 MB of the
# 50 MB; of a million sites five hundred files, of 50,000 that an index may have.
PER_FILE = 2_000

Address = tuple[str, datetime.datetime | None]  # path in the city's own language, and when the page last changed


@dataclass(frozen=True)
class Part:
    """One part: its rows in the order of their keys, and the path of a row's page."""

    slug: str
    rows: Callable[[], QuerySet[Any]]
    path: Callable[[Any], str]
    changed: str = ""  # the column that says when; empty where none does

    def files(self) -> list[tuple[int, datetime.datetime | None]]:
        """The number of each file, and when something in it last changed. One statement."""
        # Of all rows, also those no longer shown: that a page went is a change, and an index alone can answer so.
        model: type[Model] = self.rows().model
        number = (F("pk") - 1) / PER_FILE + 1
        latest = Max(self.changed) if self.changed else Max("pk")
        found = model._default_manager.order_by().values_list(number).annotate(latest=latest).order_by(number)
        return [(found_number, latest if self.changed else None) for found_number, latest in found]

    def addresses(self, number: int) -> list[Address]:
        """The pages of one file. One statement, by the primary key."""
        last = number * PER_FILE
        rows = self.rows().filter(pk__gt=last - PER_FILE, pk__lte=last).order_by("pk")
        return [(self.path(row), getattr(row, self.changed) if self.changed else None) for row in rows]


def _firms() -> QuerySet[Firm]:
    return Firm.objects.filter(Exists(FirmSite.objects.filter(firm=OuterRef("pk")))).only("pk")


_PARTS: list[Part] = [
    Part(
        slug="sites",
        rows=lambda: ConstructionSite.objects.disclosed().only("code", "updated_at"),
        path=ConstructionSite.get_absolute_url,
        changed="updated_at",
    ),
    Part(
        slug="questions",
        rows=lambda: PublicQuestion.objects.shown().only("pk"),
        path=lambda question: reverse("answers:question-detail", args=[question.pk]),
    ),
    Part(slug="firms", rows=_firms, path=lambda firm: reverse("disclosures:firm-detail", args=[firm.pk])),
]
# Pages without anything in their addresses that make sense from a search engine.
_PAGES = [
    "disclosures:home",
    "sites:site-list",
    "sites:map",
    "sites:department-list",
    "disclosures:closure-list",
    "disclosures:statistics",
    "disclosures:firm-list",
    "disclosures:late-list",
    "disclosures:withheld-list",
    "disclosures:about",
    "disclosures:kinds-help",
    "disclosures:accessibility",
    "complaints:ask",
    "answers:question-list",
    "answers:figures",
    "feeds:list",
]


def add_part(part: Part) -> None:
    """Add rows that have pages. Call it in an app's `ready`."""
    _PARTS.append(part)


def add_page(view_name: str) -> None:
    """Add a page whose address has nothing to fill in. Call it in an app's `ready`."""
    _PAGES.append(view_name)


def parts() -> Sequence[Part]:
    return tuple(_PARTS)


def part_by_slug(slug: str) -> Part | None:
    return next((part for part in _PARTS if part.slug == slug), None)


def page_addresses(language: str) -> Iterator[Address]:
    """The pages that are no rows of a part: the frame, districts and departments. `language` is the city's own."""
    with override(language):
        for name in _PAGES:
            yield reverse(name), None
        for district in District.objects.all():
            yield reverse("sites:district-detail", args=[district.pk]), None
        for code in Department.objects.values_list("code", flat=True):
            yield reverse("sites:department-detail", args=[code]), None
