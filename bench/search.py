"""The search with many sites: p50, p95 and p99 of each form, asked as the public app asks, on the replica.

The sites are the demo's first 20,000 and copies of them, written straight into the tables that a search reads: so
names repeat far more than a city's do, which is the harder case for a search. One connection, warm; the search is
measured, not HTTP.
Run again in the same ALLIMI_HOME, it measures what is there.
"""

import argparse
import datetime
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from bench.stage import ROOT, percentile, stage

if TYPE_CHECKING:
    from sites.models import Department

PLANNED = 20_000  # sites planned one by one; the others are copies, which takes a hundredth of the time
CHUNK = 5_000
TODAY = datetime.date(2026, 11, 2)
LATEST = "SELECT coalesce(max(site_id), 0) FROM sites_searchentry"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=100, help="searches of each form")
    parser.add_argument("--slowest", action="store_true", help="name the slowest search of each form")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options)
        return
    with stage() as running:
        load(options.sites, running.topology.primary.url("postgres"), running.topology.gateway.url("postgres"))
        wait_for(running.topology.replica.url("postgres"))
        # The environment of the DMZ alone: its role, its replica, its time limits.
        subprocess.run(  # noqa: S603  (ourselves)
            [sys.executable, "-m", "bench.search", "--measure", *sys.argv[1:]],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **running.environment(public=True)},
            check=True,
        )


def load(number: int, primary: str, gateway: str) -> None:
    """Writes the sites that are not there yet. The indexes are made afterwards, which takes a tenth of the time."""
    import psycopg

    from sites.models import ConstructionSite

    present = ConstructionSite.objects.filter(code__startswith="BENCH-").count()
    if present >= number:
        return
    started = time.monotonic()
    definitions: list[str] = []
    for url in (primary, gateway):
        with psycopg.connect(url) as connection:
            found = connection.execute(
                "SELECT indexdef FROM pg_indexes WHERE tablename = 'sites_searchentry' AND indexname <> %s",
                ["sites_searchentry_pkey"],
            ).fetchall()
            definitions = [row[0] for row in found]
            connection.execute("DROP INDEX sites_search_tokens, sites_search_rank")
    for start in range(present, min(number, PLANNED), CHUNK):
        write(range(start, min(number, start + CHUNK)))
    for start in range(max(present, PLANNED), number, PLANNED):
        copy(start)
    from sites.search.index import rebuild_words

    words = rebuild_words()
    print(f"\n{number:,} sites and {words:,} words written in {time.monotonic() - started:.0f} s")
    for url in (gateway, primary):
        started = time.monotonic()
        wait_for(url)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SET maintenance_work_mem = '1GB'")
            connection.execute("SET ROLE allimi_owner")
            for definition in definitions:
                connection.execute(definition)
            connection.execute("RESET ROLE")
            print(f"indexes made in {time.monotonic() - started:.0f} s")
            connection.execute("VACUUM ANALYZE sites_searchentry, sites_searchword, sites_constructionsite")
    print_sizes(gateway)


def write(indexes: Iterable[int]) -> None:
    from django.db import transaction
    from django.utils import timezone

    from desk.demo.plan import plan_site
    from desk.demo.tables import TableCopy, reserve_keys
    from sites.models import ConstructionSite, District, SearchEntry
    from sites.search.index import entry_of

    districts = {district.code: district for district in District.objects.all()}
    indexes = list(indexes)
    tables = [TableCopy(ConstructionSite, with_key=True), TableCopy(ConstructionSite.districts.through)]
    entries = TableCopy(SearchEntry, with_key=True)
    for key, index in zip(reserve_keys(ConstructionSite, len(indexes)), indexes, strict=True):
        plan = plan_site(index, seed=1, today=TODAY)
        department = department_of(plan.department)
        values = {name: value for name, value in plan.record.items() if name != "district_codes"}
        site = ConstructionSite(
            **values,
            id=key,
            code=f"BENCH-{index:07}",
            department=department,
            contractor=plan.contractor.name,
            contract_amount=plan.budget,
            updated_at=timezone.make_aware(datetime.datetime(2026, 11, 1, 9)) - datetime.timedelta(days=index % 900),
        )
        site._prefetched_objects_cache = {"districts": [districts[plan.district]]}  # type: ignore[attr-defined]
        tables[0].add({field.attname: getattr(site, field.attname) for field in site._meta.concrete_fields})
        tables[1].add({"constructionsite_id": key, "district_id": plan.district})
        entry = entry_of(site)
        entries.add({field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields})
    with transaction.atomic():
        for each in (*tables, entries):
            each.write()


def copy(start: int) -> None:
    """The planned sites once more, under the codes from `start` on, released on other days."""
    from django.db import connection, transaction

    from sites.models import ConstructionSite, SearchEntry

    first = ConstructionSite.objects.get(code="BENCH-0000000").pk
    days = start // PLANNED
    told = {"days": days, "shift": start, "first": first, "last": first + PLANNED}
    site = {"id": "id + %(shift)s", "code": "'BENCH-' || lpad((id - %(first)s + %(shift)s)::text, 7, '0')"}
    entry = {"site_id": "site_id + %(shift)s", "updated_on": "updated_on - %(days)s"}
    districts = {"constructionsite_id": "constructionsite_id + %(shift)s", "district_id": "district_id"}
    with transaction.atomic(), connection.cursor() as cursor:
        for model, key, changed in (
            (ConstructionSite, "id", site),
            (ConstructionSite.districts.through, "constructionsite_id", districts),
            (SearchEntry, "site_id", entry),
        ):
            names = [f.column for f in model._meta.concrete_fields if f.column != "id" or model is ConstructionSite]
            cursor.execute(
                f"INSERT INTO {model._meta.db_table} ({', '.join(names)}) "  # noqa: S608  (our own names)
                f"SELECT {', '.join(changed.get(name, name) for name in names)} FROM {model._meta.db_table} "
                f"WHERE {key} >= %(first)s AND {key} < %(last)s",
                told,
            )
        table = ConstructionSite._meta.db_table
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")  # noqa: S608


@cache
def department_of(code: str) -> "Department":
    from sites.models import Department

    return Department.objects.get_or_create(code=f"B-{code}"[:20], defaults={"name": code})[0]


def wait_for(url: str) -> None:
    """Until this cluster has what the primary has."""
    import psycopg
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(LATEST)
        (latest,) = cursor.fetchone()
    with psycopg.connect(url, autocommit=True) as other:
        while other.execute(LATEST).fetchone() != (latest,):
            time.sleep(0.5)


def print_sizes(url: str) -> None:
    import psycopg

    with psycopg.connect(url) as connection:
        for name in ("sites_searchentry", "sites_search_tokens", "sites_search_rank", "sites_searchword"):
            (size,) = connection.execute("SELECT pg_relation_size(%s::regclass)", [name]).fetchone() or (0,)
            print(f"{name}: {size / 1e6:,.0f} MB")


def measure(options: argparse.Namespace) -> None:
    import django

    django.setup()
    from sites.search import Filters, search

    asked = forms(options.rounds)
    for searches in asked.values():  # warm
        for text, filters in searches[:5]:
            search(text, filters=Filters(**filters()))
    print(f"{'form':34}{'p50':>8}{'p95':>8}{'p99':>8}   ms")
    for form, searches in asked.items():
        times = []
        for text, filters in searches:
            made = Filters(**filters())
            started = time.perf_counter()
            found = search(text, filters=made)
            times.append((time.perf_counter() - started, text, found.count, found.corrected))
        seconds = [each[0] * 1000 for each in times]
        shown = "  ".join(f"{percentile(seconds, percent):6.1f}" for percent in (50, 95, 99))
        empty = sum(1 for each in times if not each[2])
        print(f"{form:34}{shown}   {f'{empty} without a result' if empty else ''}", flush=True)
        if options.slowest:
            print("   ", sorted(times)[-3:])


Form = list[tuple[str, Callable[[], dict]]]


def forms(rounds: int) -> dict[str, Form]:
    """Searches of each form, made from what the sites are called."""
    from sites.models import ConstructionSite
    from sites.search.text import initials

    chance = random.Random(1)  # noqa: S311  (the same searches in every run)
    keys = ConstructionSite.objects.order_by("-pk").values_list("pk", flat=True)
    some = [chance.randint(1, keys[0]) for _ in range(4 * rounds)]
    sites = list(ConstructionSite.objects.with_directory().filter(pk__in=some))
    names = [site.name.replace("(", " ").replace(")", " ") for site in sites]
    words = [word for name in names for word in name.split()]

    def of(texts: Sequence[str], filters: Callable[[], dict] = dict) -> Form:
        return [(chance.choice(texts), filters) for _ in range(rounds)]

    def syllables(low: int, high: int) -> list[str]:
        found = []
        for word in words:
            length = chance.randint(low, high)
            if len(word) >= length:
                at = chance.randint(0, len(word) - length)
                found.append(word[at : at + length])
        return found

    common = ["도로", "공사", "정비", "공원", "서울", "구간", "동", "개선", "건설"]
    two = [" ".join(name.split()[:2]) for name in names]
    letters = [initials(name.replace(" ", "").replace("·", "")) for name in names]
    made = {
        "1 syllable": of(syllables(1, 1)),
        "2 syllables, common": of(common),
        "2 syllables": of(syllables(2, 2)),
        "3 to 5 syllables": of(syllables(3, 5)),
        "spaces left out": of([text.replace(" ", "") for text in two]),
        "spaces put in": of([f"{word[:2]} {word[2:]}" for word in words if len(word) > 3]),
        "two words": of(two),
        "initials, 2": of([text[:2] for text in letters]),
        "initials, 3": of([text[1:4] for text in letters]),
        "initials, 4 to 6": of([text[: chance.randint(4, 6)] for text in letters]),
        "word and initials": of([f"{name.split()[0]} {initials(name.split()[1])[:3]}" for name in names]),
        "English": of([chance.choice(site.name_en.split()) for site in sites]),
        "English, two words": of([" ".join(site.name_en.split()[-2:]) for site in sites]),
        "project code": of([site.code for site in sites]),
        "project code, beginning": of([site.code[:-3] for site in sites]),
        "address": of([" ".join(site.address.split()[1:3]) for site in sites]),
        "firm": of([site.contractor for site in sites]),
        "typing mistake": of([mistyped(chance, max(name.split(), key=len)) for name in names]),
        "two words, one mistyped": of([f"{mistyped(chance, name.split()[0])} {name.split()[1]}" for name in names]),
        "found nowhere": of(["화성이주기지", "lunar base", "쀍쀍"]),
    }
    return made | filtered(chance, sites, common, of)


def filtered(chance: random.Random, sites: list, common: list[str], of: Callable[..., Form]) -> dict[str, Form]:
    from sites.models import ConstructionSite

    def one(site: object) -> Callable[[], dict]:
        return lambda: {"district": site.districts.all()[0].pk}  # type: ignore[attr-defined]

    def each(filters: Callable[..., Callable[[], dict]]) -> Form:
        return [(text, filters(chance.choice(sites))) for text, _none in of(common)]

    disclosed = ConstructionSite.objects.disclosed()
    return {
        "common, district": each(one),
        "common, status": each(lambda site: lambda: {"status": site.status}),
        "common, work type": each(lambda site: lambda: {"work_type": site.work_type}),
        "common, department": each(lambda site: lambda: {"department": site.department_id}),
        "common, all four": each(
            lambda site: (
                lambda: {
                    "district": site.districts.all()[0].pk,
                    "status": site.status,
                    "work_type": site.work_type,
                    "department": site.department_id,
                }
            )
        ),
        "common, large amounts": of(common, lambda: {"sites": disclosed.filter(contract_amount__gte=50_000_000_000)}),
        "common, period": of(
            common,
            lambda: {"sites": disclosed.filter(starts_on__gte="2026-03-01", ends_on__lte="2027-12-31")},
        ),
    }


def mistyped(chance: random.Random, word: str) -> str:
    """One letter of the word with another vowel or another final: a key beside the right one."""
    at = chance.randrange(len(word))
    code = ord(word[at]) - 0xAC00
    if not 0 <= code < 11_172:
        return word + "ㅗ"
    changed = code - code % 28 + (code % 28 + chance.choice((1, 4, 21))) % 28
    return word[:at] + chr(0xAC00 + changed) + word[at + 1 :]


if __name__ == "__main__":
    main()
