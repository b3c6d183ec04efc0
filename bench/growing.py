"""A city of up to a million sites in minutes, for every benchmark that needs many.

The first ones are the demo's, released as it releases them. The others are copies of these, written by SQL into
primary and gateway alike: the same rows on both sides, so the publication is silent meanwhile and goes on afterwards.
A copy has its own code, place and day of release, and shares the name: names repeat more often than in a city, which is
the harder case for a search. Of its releases it has those of COPIED_KINDS, with the firms that they name.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from django.db import models
from psycopg import sql

from allimi.embedded.running import Running
from allimi.wall.publication import NAME as PUBLICATION

PLANNED = 10_000  # sites released one by one; a copy takes a hundredth of the time
COPIED_KINDS = ("site", "participant")
MOST_BEHIND = 512 * 2**20  # bytes
PATIENCE = 300  # seconds
BEHIND = "SELECT coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)), 0) FROM pg_replication_slots"
LATEST = "SELECT coalesce(max(id), 0), count(*) FROM sites_constructionsite"


@dataclass(frozen=True)
class Copied:
    """A table whose rows are copied, and which of its columns are others in copy number %(turn)s."""

    model: type[models.Model]
    chosen: str
    changed: Mapping[str, str]

    @property
    def table(self) -> str:
        return self.model._meta.db_table


def grow(running: Running, number: int) -> None:
    """Bring the city up to so many sites on primary, gateway and replica; it never shrinks.

    Raises ValueError where the last copy was not a whole one.
    """
    from sites.models import ConstructionSite

    started = time.monotonic()
    running.manage("load_demo", f"--sites={min(number, PLANNED)}", "--thin")
    present = ConstructionSite.objects.count()
    print(f"{present:,} sites after {time.monotonic() - started:.0f} s", flush=True)
    if number > present and present % PLANNED:
        raise ValueError(f"{present:,} sites cannot grow: choose numbers that {PLANNED:,} divides")
    urls = [running.topology.primary.url("postgres"), running.topology.gateway.url("postgres")]
    _wait_for(urls[1])
    if number > present:
        copies = _copies(present, number)
        with _silent(urls[0]), ThreadPoolExecutor() as pool:
            list(pool.map(lambda url: _write(url, copies, tell=url == urls[0]), urls))
    with ThreadPoolExecutor() as pool:
        list(pool.map(_vacuum, urls))
    running.manage("count_figures", "--once")
    _wait_for(running.topology.replica.url("postgres"))
    running.manage("wall", "status")


def _copies(present: int, number: int) -> Sequence[dict[str, int]]:
    """What the statements are told of each copy: its turn, its last site, and how far each table's keys move."""
    from django.db.models import Max

    from desk.demo.plan import site_code
    from disclosures.models import FirmSite, Involvement, Release
    from sites.models import ConstructionSite

    planned = ConstructionSite.objects.filter(code__in=[site_code(index) for index in range(PLANNED)])
    keys = list(planned.order_by("pk").values_list("pk", flat=True))
    rows = {
        "sites": planned,
        "links": ConstructionSite.districts.through._default_manager.filter(constructionsite__in=planned),
        "releases": Release.objects.filter(site__in=planned),
        "involvements": Involvement.objects.filter(release__site__in=planned),
        "parts": FirmSite.objects.filter(site__in=planned),
    }
    moves = {name: found.order_by().aggregate(last=Max("pk"))["last"] for name, found in rows.items()}
    starts = range(present, number, PLANNED)
    return [{**moves, "turn": start // PLANNED, "last": keys[min(PLANNED, number - start) - 1]} for start in starts]


def _tables() -> Iterator[Copied]:
    from disclosures.kinds import kind_by_slug
    from disclosures.models import FirmSite, Involvement, Release
    from sites.models import ConstructionSite, SearchEntry

    names = ("sites", "links", "releases", "involvements", "parts")
    site, link, release, involvement, part = (f"+ %(turn)s::bigint * %({name})s" for name in names)
    kinds = ", ".join(f"'{slug}'" for slug in COPIED_KINDS)
    found = f"id <= %(releases)s AND kind IN ({kinds}) AND site_id <= %(last)s"
    within = f"release_id IN (SELECT id FROM disclosures_release WHERE {found})"  # noqa: S608  (our own names)
    moved = {"updated_at": "updated_at - make_interval(days => %(turn)s)"}
    moved |= {name: f"{name} + (%(turn)s %% 20 - 10) * 0.0002" for name in ("latitude", "longitude")}
    code = {"id": f"id {site}", "code": "code || '-' || %(turn)s"}
    yield Copied(ConstructionSite, "id <= %(last)s", code | moved)
    districts = {"id": f"id {link}", "constructionsite_id": f"constructionsite_id {site}"}
    yield Copied(ConstructionSite.districts.through, "constructionsite_id <= %(last)s", districts)
    entry = {"site_id": f"site_id {site}", "updated_on": "updated_on - %(turn)s"}
    yield Copied(SearchEntry, "site_id <= %(last)s", entry)
    item = {"item": "md5(item::text || %(turn)s)::uuid"}
    yield Copied(Release, found, {"id": f"id {release}", "site_id": f"site_id {site}"} | item)
    for slug in COPIED_KINDS:
        yield Copied(kind_by_slug(slug).model, within, {"release_id": f"release_id {release}"})
    named = {"id": f"id {involvement}", "release_id": f"release_id {release}"}
    yield Copied(Involvement, within, named)
    yield Copied(FirmSite, "site_id <= %(last)s", {"id": f"id {part}", "site_id": f"site_id {site}"})


def _write(url: str, copies: Sequence[Mapping[str, int]], *, tell: bool) -> None:
    """The copies into one cluster: indexes afterwards, which takes a tenth of the time."""
    started, tables = time.monotonic(), list(_tables())
    with psycopg.connect(url) as connection:
        # References need no check: their rows are copied with them. It also keeps the guards of history out of the way.
        connection.execute("SET session_replication_role = replica")
        definitions = _drop_indexes(connection, tables)
        connection.commit()
        try:
            for at, told in enumerate(copies, start=1):
                for table in tables:
                    connection.execute(_statement(table), told)
                connection.commit()
                _let_follow(connection)
                if tell and (at % 10 == 0 or at == len(copies)):
                    print(f"copy {at} of {len(copies)}, {time.monotonic() - started:.0f} s", flush=True)
            # The vocabulary's numbers are those of the copies before, in proportion.
            first, last = copies[0]["turn"], copies[-1]["turn"] + 1
            connection.execute("UPDATE sites_searchword SET sites = sites / %s * %s", [first, last])
            for table in tables:
                connection.execute(_next_key(table))
            connection.commit()
        finally:
            connection.rollback()
            _make_indexes(connection, definitions)
            connection.commit()
    if tell:
        print(f"written and indexed in {time.monotonic() - started:.0f} s", flush=True)


def _let_follow(connection: psycopg.Connection) -> None:
    """Wait until nobody who reads this cluster's WAL is far behind: a slot that is loses it at SLOT_WAL_LIMIT.

    Raises TimeoutError where whoever is furthest behind has not come nearer for PATIENCE seconds.
    """
    nearest, since = None, time.monotonic()
    while (behind := _behind(connection)) >= MOST_BEHIND:
        if nearest is None or behind < nearest:
            nearest, since = behind, time.monotonic()
        if time.monotonic() - since > PATIENCE:
            raise TimeoutError(f"a reader of the WAL stays {behind / 2**20:,.0f} MB behind: look at the clusters' logs")
        time.sleep(0.5)


def _behind(connection: psycopg.Connection) -> int:
    """How many bytes of WAL the slowest slot has not read."""
    (behind,) = connection.execute(BEHIND).fetchone() or (0,)
    connection.commit()
    return int(behind)


def _statement(table: Copied) -> bytes:
    """INSERT … SELECT with the changed columns."""
    columns = [str(field.column) for field in table.model._meta.concrete_fields]
    values = [table.changed.get(column, column) for column in columns]
    statement = (
        f"INSERT INTO {table.table} ({', '.join(columns)}) "  # noqa: S608  (our own names)
        f"SELECT {', '.join(values)} FROM {table.table} WHERE {table.chosen}"
    )
    return statement.encode()


def _next_key(table: Copied) -> bytes:
    """What brings the sequence behind the table's key, where there is one, past the copies."""
    key = table.model._meta.pk
    column = key.column if key else ""
    return (
        f"SELECT setval(behind, max({column})) FROM {table.table}, "  # noqa: S608  (our own names)
        f"pg_get_serial_sequence('{table.table}', '{column}') behind WHERE behind IS NOT NULL GROUP BY behind"
    ).encode()


def _drop_indexes(connection: psycopg.Connection, tables: Sequence[Copied]) -> list[str]:
    """Drop the indexes that no constraint stands on. Returns the statements that make them again."""
    found = connection.execute(
        "SELECT relname, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
        "WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique",
        [[table.table for table in tables]],
    ).fetchall()
    for name, _definition in found:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    return [definition for _name, definition in found]


def _make_indexes(connection: psycopg.Connection, definitions: Sequence[str]) -> None:
    connection.execute("SET maintenance_work_mem = '512MB'; SET max_parallel_maintenance_workers = 0")
    for definition in definitions:
        connection.execute(definition.encode())


@contextmanager
def _silent(url: str) -> Iterator[None]:
    """Nothing is published meanwhile."""
    with psycopg.connect(url, autocommit=True) as connection:
        alter = sql.SQL("ALTER PUBLICATION {} SET (publish = {})")
        connection.execute(alter.format(sql.Identifier(PUBLICATION), ""))
        try:
            yield
        finally:
            every = "insert, update, delete, truncate"
            connection.execute(alter.format(sql.Identifier(PUBLICATION), every))


def _vacuum(url: str) -> None:
    """What autovacuum would do within minutes; the replica follows."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _wait_for(url: str) -> None:
    """Until this cluster has the sites that the primary has."""
    from django.db import connection

    with connection.cursor() as cursor, psycopg.connect(url, autocommit=True) as other:
        cursor.execute(LATEST)
        latest = cursor.fetchone()
        while other.execute(LATEST).fetchone() != latest:
            time.sleep(0.5)
