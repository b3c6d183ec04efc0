"""The SQL by which pages read released rows: one statement for many kinds, derived from the registry.

Fourteen kinds by the ORM are fifteen statements or more, and building them takes longer than PostgreSQL
needs to answer; one json_agg statement was four to six times as fast. Nothing here is typed by hand: the
columns are those of the models, in order. JSON makes floats of decimals, so those travel as text.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from sites.models import ConstructionSite, Department, District, Officer

from .kinds import Kind
from .models import LedgerEntry, Release, ReleasedFile, ReleasedRendition, ReleaseState, Withholding
from .models.release import TAKEN_DOWN

TOMBSTONES = 60  # at most, of a site

# What is read of each. Never the bytes of a file; the salt only where a digest is verified.
HEADER = tuple(Release._meta.concrete_fields)
DEPARTMENT = tuple(Department._meta.concrete_fields)
DISTRICT = tuple(District._meta.concrete_fields)
OFFICER = tuple(Officer._meta.concrete_fields)
WITHHOLDING = tuple(Withholding._meta.concrete_fields)
FILE = tuple(field for field in ReleasedFile._meta.concrete_fields if not isinstance(field, models.BinaryField))


def content_columns(kind: Kind) -> tuple[models.Field, ...]:
    return tuple(field for field in kind.model._meta.concrete_fields if field.name != "salt")


def latest_statement(kinds: Iterable[Kind]) -> str:
    """The kind, and its latest current rows as JSON arrays. Takes %(site)s."""
    return "\nUNION ALL\n".join(_rows_of(kind, f"LIMIT {kind.latest}") for kind in kinds)


def page_statement(kind: Kind) -> str:
    """The same of one kind, with the page of rows that %(limit)s and %(offset)s cut out."""
    return _rows_of(kind, "LIMIT %(limit)s OFFSET %(offset)s")


def _rows_of(kind: Kind, cut: str) -> str:
    """One kind's branch. Every name in it comes from a model's declaration, none from a request."""
    current = f"""FROM {_quoted(kind.model._meta.db_table)} c
        JOIN {_quoted(Release._meta.db_table)} r ON r.id = c.release_id
        WHERE r.site_id = %(site)s AND r.kind = '{kind.slug}' AND r.state = '{ReleaseState.RELEASED}'"""
    return f"""SELECT '{kind.slug}', (
        SELECT json_agg(page.item) FROM (
            SELECT json_build_array(
                json_build_array({_columns("c", content_columns(kind))}),
                json_build_array({_columns("r", HEADER)}),
                (SELECT json_build_array({_columns("d", DEPARTMENT)})
                 FROM {_quoted(Department._meta.db_table)} d WHERE d.id = r.department_id),
                {_withholdings()},
                {_files(kind)}
            ) AS item
            {current}
            ORDER BY {_order(kind)} {cut}
        ) page)"""  # noqa: S608


def tombstones_statement() -> str:
    """The items of a site that were taken down and not released anew: header, department, ground, the newest first."""
    taken_down = ", ".join(f"'{state}'" for state in TAKEN_DOWN)
    return f"""SELECT '', (
        SELECT json_agg(page.item) FROM (
            SELECT json_build_array(
                json_build_array({_columns("r", HEADER)}),
                (SELECT json_build_array({_columns("d", DEPARTMENT)})
                 FROM {_quoted(Department._meta.db_table)} d WHERE d.id = r.department_id),
                (SELECT l.ground FROM {_quoted(LedgerEntry._meta.db_table)} l
                 WHERE l.release_id = r.id ORDER BY l.sequence DESC LIMIT 1)
            ) AS item
            FROM {_quoted(Release._meta.db_table)} r
            WHERE r.site_id = %(site)s AND r.state IN ({taken_down})
              AND NOT EXISTS (SELECT 1 FROM {_quoted(Release._meta.db_table)} later
                              WHERE later.item = r.item AND later.version > r.version)
            ORDER BY r.ended_at DESC, r.id DESC LIMIT {TOMBSTONES}
        ) page)"""  # noqa: S608


def counts_statement() -> str:
    """The number of current items of each kind that has any: kind and number."""
    return f"""SELECT 'counts', (
        SELECT json_agg(json_build_array(counted.kind, counted.number)) FROM (
            SELECT r.kind, count(*) AS number FROM {_quoted(Release._meta.db_table)} r
            WHERE r.site_id = %(site)s AND r.state = '{ReleaseState.RELEASED}' GROUP BY r.kind
        ) counted)"""  # noqa: S608


def districts_statement() -> str:
    """The districts in which the site lies."""
    links = ConstructionSite.districts.through._meta.db_table
    return f"""SELECT 'districts', (
        SELECT json_agg(json_build_array({_columns("d", DISTRICT)}) ORDER BY d.code)
        FROM {_quoted(links)} l JOIN {_quoted(District._meta.db_table)} d ON d.code = l.district_id
        WHERE l.constructionsite_id = %(site)s)"""  # noqa: S608


def officers_statement() -> str:
    """The posts of %(department)s with a phone, first the one that entered the site's record."""
    return f"""SELECT 'officers', (
        SELECT json_agg(listed.officer) FROM (
            SELECT json_build_array({_columns("o", OFFICER)}) AS officer
            FROM {_quoted(Officer._meta.db_table)} o
            WHERE o.department_id = %(department)s AND o.phone <> ''
            ORDER BY (
                SELECT right(r.submitted_post, length(o.post)) = o.post FROM {_quoted(Release._meta.db_table)} r
                WHERE r.site_id = %(site)s AND r.kind = 'site' AND r.state = '{ReleaseState.RELEASED}' LIMIT 1
            ) DESC NULLS LAST, o.id LIMIT 2
        ) listed)"""  # noqa: S608


def _withholdings() -> str:
    return f"""CASE WHEN cardinality(c.withheld) > 0 THEN (
                    SELECT json_agg(json_build_array({_columns("w", WITHHOLDING)}) ORDER BY w.id)
                    FROM {_quoted(Withholding._meta.db_table)} w WHERE w.release_id = r.id) END"""  # noqa: S608


def _files(kind: Kind) -> str:
    if not kind.file_fields:
        return "NULL"
    digests = ", ".join(f"c.{_quoted(field.column)}" for field in kind.file_fields)
    sizes = f"""(SELECT json_agg(json_build_array(s.image_format, s.width, s.height) ORDER BY s.width)
                 FROM {_quoted(ReleasedRendition._meta.db_table)} s WHERE s.file_id = f.sha256)"""  # noqa: S608
    return f"""(SELECT json_agg(json_build_array({_columns("f", FILE)}, {sizes}))
                 FROM {_quoted(ReleasedFile._meta.db_table)} f WHERE f.sha256 IN ({digests}))"""  # noqa: S608


def _columns(alias: str, fields: Iterable[models.Field]) -> str:
    return ", ".join(_column(alias, field) for field in fields)


def _column(alias: str, field: models.Field) -> str:
    name = f"{alias}.{_quoted(field.column)}"
    return f"{name}::text" if isinstance(field, models.DecimalField) else name


def _order(kind: Kind) -> str:
    """The kind's `newest_by` in SQL; rows without the date come last."""
    terms = []
    for name in kind.newest_by:
        direction = "DESC" if name.startswith("-") else "ASC"
        path = name.removeprefix("-")
        model: type[models.Model] = kind.model
        alias = "c"
        if path.startswith("release__"):
            path, model, alias = path.removeprefix("release__"), Release, "r"
        column: Any = model._meta.get_field("release" if path == "release_id" else path).column  # type: ignore[union-attr]
        terms.append(f"{alias}.{_quoted(column)} {direction} NULLS LAST")
    return ", ".join(terms)


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")
