"""What a site's page shows of each kind, read in one statement."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from sites.models import ConstructionSite, Department, District, Officer
from sites.profile import Duty

from .charts import Numbers, numbers_from, numbers_statement
from .hydration import Hydrator
from .kinds import SITE, Kind, ReleasedRow, kind_by_slug
from .models import Release, ReleasedFile, Withholding
from .models.released_file import Size
from .prepared import Statement
from .statements import (
    DEPARTMENT,
    DISTRICT,
    FILE,
    HEADER,
    OFFICER,
    WITHHOLDING,
    content_columns,
    counts_statement,
    districts_statement,
    latest_statement,
    officers_statement,
    page_statement,
    tombstones_statement,
)


@dataclass(frozen=True)
class Item:
    """One current release: its typed row, its header, what is withheld of it and the files it shows."""

    kind: Kind
    row: ReleasedRow
    release: Release
    withheld: dict[str, Withholding]  # by field name
    files: dict[str, ReleasedFile]  # by digest, without their bytes; `sizes` says which sizes there are

    @property
    def is_withheld_whole(self) -> bool:
        """Whether nothing is disclosed of it but that it is there."""
        return len(self.withheld) == len(self.kind.fields)


@dataclass(frozen=True)
class Tombstone:
    """An item that was taken down: its header, and the ground."""

    release: Release
    ground: str

    @property
    def kind(self) -> Kind:
        return kind_by_slug(self.release.kind)


@dataclass(frozen=True)
class Section:
    """One kind on a page."""

    kind: Kind
    items: Sequence[Item]
    total: int
    hidden: Sequence[Item] = ()  # withheld as a whole; counted in the total
    tombstones: Sequence[Tombstone] = ()
    is_newest: bool = True  # whether its items are the newest of the kind, not a further page of them

    @property
    def duty(self) -> Duty:
        return settings.PROFILE.duty(self.kind.slug)

    @cached_property
    def newest(self) -> Release | None:
        """The header with the latest as-of date: what the section's own line tells."""
        return max(
            (item.release for item in (*self.items, *self.hidden)), key=lambda release: release.as_of_on, default=None
        )

    @property
    def has_more(self) -> bool:
        return self.total > len(self.items) + len(self.hidden)


@dataclass(frozen=True)
class SitePage:
    """Everything a site's page shows, in the profile's order."""

    site: ConstructionSite
    record: Item | None  # the release of the site itself
    sections: Sequence[Section]
    numbers: Numbers  # what the charts draw, of all rows and not the latest alone
    districts: Sequence[District]
    officers: Sequence[Officer]  # of the department that answers, first the post that entered the record

    def section(self, slug: str) -> Section | None:
        """The section of a kind; None where the city does not disclose it."""
        return next((section for section in self.sections if section.kind.slug == slug), None)


def site_page(site: ConstructionSite) -> SitePage:
    """The site's kinds with their latest rows and tombstones. One statement."""
    kinds = (SITE, *(kind_by_slug(slug) for slug in settings.PROFILE.kinds))
    found = _found(_site_statement(settings.PROFILE.kinds), site=site.pk, department=site.department_id)
    sections = _sections(site, kinds, found)
    return SitePage(
        site=site,
        record=next(iter(sections[0].items), None),
        sections=sections[1:],
        numbers=numbers_from(found),
        districts=[_DISTRICT(values) for values in found["districts"]],
        officers=[_OFFICER(values) for values in found["officers"]],
    )


def kind_page(site: ConstructionSite, kind: Kind, *, limit: int, offset: int) -> Section:
    """A page of one kind's rows, with all of the kind's tombstones. One statement."""
    section = _sections(site, (kind,), _found(_kind_statement(kind.slug), site=site.pk, limit=limit, offset=offset))[0]
    return replace(section, is_newest=offset == 0)


def items_of(site: ConstructionSite, kind: Kind) -> QuerySet[Release]:
    """The headers of a kind's current items: what a paginator counts."""
    return Release.objects.current().for_site(site).filter(kind=kind.slug).order_by("-as_of_on", "-id")


def _found(statement: Statement, **parameters: int | None) -> dict[str, list[Any]]:
    """The JSON rows that each branch of the statement reads, by the branch's name."""
    return {name: _loaded(rows) for name, rows in statement.fetch(parameters)}


@cache
def _site_statement(slugs: tuple[str, ...]) -> Statement:
    """The site's record, its kinds and tombstones, its districts and officers, and what the charts draw."""
    kinds = (SITE, *map(kind_by_slug, slugs))
    branches = (
        latest_statement(kinds),
        counts_statement(),
        tombstones_statement(),
        districts_statement(),
        officers_statement(),
        numbers_statement(slugs),
    )
    return Statement("\nUNION ALL\n".join(filter(None, branches)), ("site", "department"))


@cache
def _kind_statement(slug: str) -> Statement:
    """One kind, and the tombstones of all."""
    branches = (page_statement(kind_by_slug(slug)), counts_statement(), tombstones_statement())
    return Statement("\nUNION ALL\n".join(branches), ("site", "limit", "offset"))


def _sections(site: ConstructionSite, kinds: Sequence[Kind], found: dict[str, list[Any]]) -> list[Section]:
    read = _Reading(site)
    counts = dict(found["counts"])
    tombstones = [read.tombstone(data) for data in found[""]]
    return [
        _section(kind, [read.item(kind, data) for data in found[kind.slug]], counts.get(kind.slug, 0), tombstones)
        for kind in kinds
    ]


def _section(kind: Kind, items: Sequence[Item], total: int, tombstones: Sequence[Tombstone]) -> Section:
    return Section(
        kind=kind,
        total=total,
        items=[item for item in items if not item.is_withheld_whole],
        hidden=[item for item in items if item.is_withheld_whole],
        tombstones=[stone for stone in tombstones if stone.release.kind == kind.slug],
    )


def _loaded(rows: Any) -> list[Any]:
    # Django leaves json columns of raw statements as text.
    return json.loads(rows) if isinstance(rows, str) else rows or []


class _Reading:
    """JSON rows of one site as typed ones, which share their site and departments."""

    def __init__(self, site: ConstructionSite) -> None:
        self._site = site
        self._departments: dict[int, Department] = {}

    def item(self, kind: Kind, data: list[Any]) -> Item:
        content, header, department, withheld, files = data
        release = self._release(header, department)
        withholdings = [_WITHHOLDING(values) for values in withheld or ()]
        return Item(
            kind=kind,
            row=_content(kind.slug)(content, release=release),
            release=release,
            withheld={withholding.field: withholding for withholding in withholdings},
            files={file.pk: file for file in (_picture(values) for values in files or ())},
        )

    def tombstone(self, data: list[Any]) -> Tombstone:
        header, department, ground = data
        return Tombstone(release=self._release(header, department), ground=ground or "")

    def _release(self, header: list[Any], department: list[Any]) -> Release:
        number = department[0]
        if number not in self._departments:
            self._departments[number] = _DEPARTMENT(department)
        return _RELEASE(header, site=self._site, department=self._departments[number])


_RELEASE = Hydrator(Release, HEADER)
_DEPARTMENT = Hydrator(Department, DEPARTMENT)
_DISTRICT = Hydrator(District, DISTRICT)
_OFFICER = Hydrator(Officer, OFFICER)
_WITHHOLDING = Hydrator(Withholding, WITHHOLDING)
_FILE = Hydrator(ReleasedFile, FILE)


@cache
def _content(slug: str) -> Hydrator[ReleasedRow]:
    kind = kind_by_slug(slug)
    return Hydrator(kind.model, content_columns(kind))


def _picture(values: list[Any]) -> ReleasedFile:
    *columns, sizes = values
    file = _FILE(columns)
    file.sizes = tuple(Size(*size) for size in sizes or ())
    return file
