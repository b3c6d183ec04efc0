"""What search engines are told to read: parts of the city's pages, each cut into files of bounded size.

A part is cut by the keys of its rows and not by counting: a file holds the rows of one stretch of keys, so it is found
by the primary key however many rows there are, and a row stays in its file for good. Other apps add parts of theirs.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import override

from complaints.models import PublicQuestion
from disclosures.models import FirmSite
from sites.models import ConstructionSite, Department, District, Firm

# Rows of a file. In three languages six thousand of the 50,000 addresses that a sitemap may have, and some 3 MB of the
# 50 MB; of a million sites five hundred files, of 50,000 that an index may have.
PER_FILE = 2_000

# So many rows are asked when they changed. A file without a change among them has no date in the index: to know it,
# every row would have to be read, and the dates of the pages stand in the file itself.
LATEST_CHANGES = 5_000

Address = tuple[str, datetime.datetime | None]  # path in the city's own language, and when the page last changed


@dataclass(frozen=True)
class Part:
    """One part: its rows in the order of their keys, and the path of a row's page."""

    slug: str
    rows: Callable[[], QuerySet[Any]]
    path: Callable[[Any], str]
    changed: str = ""  # the column that says when; empty where none does

    def files(self) -> list[tuple[int, datetime.datetime | None]]:
        """The number of each file, and when something in it last changed, where that is among the latest changes."""
        model: type[Model] = self.rows().model
        # Of all rows, also those no longer shown: that a page went is a change, and indexes alone can answer.
        latest = self._latest(model._default_manager.all())
        return [(number, latest.get(number)) for number in _numbers(model)]

    def _latest(self, every: QuerySet[Any]) -> dict[int, datetime.datetime]:
        """By the file's number: of every file in a city of that size, in a larger one of those that changed lately."""
        found: dict[int, datetime.datetime] = {}
        if self.changed:
            newest = every.order_by(f"-{self.changed}", "-pk").values_list("pk", self.changed)[:LATEST_CHANGES]
            for key, changed_at in newest:
                found.setdefault((key - 1) // PER_FILE + 1, changed_at)
        return found

    def addresses(self, number: int) -> list[Address]:
        """The pages of one file. One statement, by the primary key."""
        last = number * PER_FILE
        rows = self.rows().filter(pk__gt=last - PER_FILE, pk__lte=last).order_by("pk")
        return [(self.path(row), getattr(row, self.changed) if self.changed else None) for row in rows]


def _numbers(model: type[Model]) -> list[int]:
    """The numbers of the files that have a row: one look into the primary key for each, however many rows there are."""
    table = connection.ops.quote_name(model._meta.db_table)
    key = connection.ops.quote_name(str(model._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT number FROM generate_series(1, (SELECT (max({key}) - 1) / %(per)s + 1 FROM {table})) number "  # noqa: S608  (the model's own names)
            f"WHERE EXISTS (SELECT FROM {table} WHERE {key} > (number - 1) * %(per)s AND {key} <= number * %(per)s)",
            {"per": PER_FILE},
        )
        return [number for (number,) in cursor.fetchall()]


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
    "usage:usage",
    "embeds:pick",
    "hearings:hearing-list",
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
