"""What a site's page shows of each kind, read in one statement."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, models
from django.db.models import QuerySet

from sites.models import ConstructionSite, Department, Officer
from sites.profile import Duty

from .charts import Numbers, numbers_from, numbers_statement
from .kinds import SITE, Kind, ReleasedRow, kind_by_slug
from .models import Release, ReleasedFile, Withholding
from .models.released_file import Size
from .statements import (
    DEPARTMENT,
    FILE,
    HEADER,
    OFFICER,
    WITHHOLDING,
    content_columns,
    officers_statement,
    rows_statement,
    tombstones_statement,
)

_M = TypeVar("_M", bound=models.Model)

LATEST = 12  # rows of a kind on the site's page; the others are a link away
TOMBSTONES = 60


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
    officers: Sequence[Officer]  # of the department that answers, first the post that entered the record

    def section(self, slug: str) -> Section | None:
        """The section of a kind; None where the city does not disclose it."""
        return next((section for section in self.sections if section.kind.slug == slug), None)


def site_page(site: ConstructionSite) -> SitePage:
    """The site's kinds with their latest rows and tombstones. One statement."""
    kinds = (SITE, *(kind_by_slug(slug) for slug in settings.PROFILE.kinds))
    drawn = numbers_statement(settings.PROFILE.kinds)
    found = _found(site, kinds, officers_statement(), *filter(None, [drawn]), limit=LATEST, offset=0)
    sections = _sections(site, kinds, found)
    return SitePage(
        site=site,
        record=next(iter(sections[0].items), None),
        sections=sections[1:],
        numbers=numbers_from({slug: rows for slug, (_total, rows) in found.items()}),
        officers=[_hydrated(Officer, OFFICER, values) for values in found["officers"][1]],
    )


def kind_page(site: ConstructionSite, kind: Kind, *, limit: int, offset: int) -> Section:
    """A page of one kind's rows, with all of the kind's tombstones. One statement."""
    section = _sections(site, (kind,), _found(site, (kind,), limit=limit, offset=offset))[0]
    return replace(section, is_newest=offset == 0)


def items_of(site: ConstructionSite, kind: Kind) -> QuerySet[Release]:
    """The headers of a kind's current items: what a paginator counts."""
    return Release.objects.current().for_site(site).filter(kind=kind.slug).order_by("-as_of_on", "-id")


def _found(
    site: ConstructionSite, kinds: Sequence[Kind], *branches: str, limit: int, offset: int
) -> dict[str, tuple[int, list[Any]]]:
    """The kinds' rows, the tombstones and what further branches read: number of all and JSON rows, by branch."""
    statement = "\nUNION ALL\n".join((rows_statement(kinds), tombstones_statement(), *branches))
    parameters = {
        "site": site.pk,
        "department": site.department_id,
        "limit": limit,
        "offset": offset,
        "tombstones": TOMBSTONES,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return {slug: (total, _loaded(rows)) for slug, total, rows in cursor.fetchall()}


def _sections(site: ConstructionSite, kinds: Sequence[Kind], found: dict[str, tuple[int, list[Any]]]) -> list[Section]:
    tombstones = [_tombstone(data, site) for data in found[""][1]]
    return [_section(kind, *found[kind.slug], site=site, tombstones=tombstones) for kind in kinds]


def _section(
    kind: Kind, total: int, rows: Sequence[Any], *, site: ConstructionSite, tombstones: Sequence[Tombstone]
) -> Section:
    items = [_item(kind, data, site) for data in rows]
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


def _item(kind: Kind, data: list[Any], site: ConstructionSite) -> Item:
    content, header, department, withheld, files = data
    release = _release(header, department, site)
    row = _hydrated(kind.model, content_columns(kind), content)
    row.release = release
    withholdings = [_hydrated(Withholding, WITHHOLDING, values) for values in withheld or ()]
    return Item(
        kind=kind,
        row=row,
        release=release,
        withheld={withholding.field: withholding for withholding in withholdings},
        files={file.pk: file for file in (_picture(values) for values in files or ())},
    )


def _picture(values: list[Any]) -> ReleasedFile:
    *columns, sizes = values
    file = _hydrated(ReleasedFile, FILE, columns)
    file.sizes = tuple(Size(*size) for size in sizes or ())
    return file


def _tombstone(data: list[Any], site: ConstructionSite) -> Tombstone:
    header, department, ground = data
    return Tombstone(release=_release(header, department, site), ground=ground or "")


def _release(header: list[Any], department: list[Any], site: ConstructionSite) -> Release:
    release = _hydrated(Release, HEADER, header)
    release.site = site
    release.department = _hydrated(Department, DEPARTMENT, department)
    return release


def _hydrated(model: type[_M], fields: Iterable[models.Field], values: Iterable[Any]) -> _M:
    """An instance as the ORM would have made it; fields that were not read are deferred."""
    names, typed = [], []
    for field, value in zip(fields, values, strict=True):
        names.append(field.attname)
        typed.append(value if value is None else field.to_python(value))
    return model.from_db(connection.alias, names, typed)
