"""The search with many sites: p50, p95 and p99 of each form, asked as the public app asks, on the replica.

The sites are those of `bench.growing`. One connection, each search asked once before it is measured; not HTTP.
Run again in the same ALLIMI_HOME, it measures what is there.
"""

import argparse
import datetime
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal

from bench.growing import grow
from bench.stage import ROOT, percentile, stage


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
        grow(running, options.sites)
        print_sizes(running.topology.gateway.url("postgres"))
        # The environment of the DMZ alone: its role, its replica, its time limits.
        subprocess.run(  # noqa: S603  (ourselves)
            [sys.executable, "-m", "bench.search", "--measure", *sys.argv[1:]],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **running.environment(public=True)},
            check=True,
        )


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
    with without_time_limit():  # what was never asked is read from the disk
        for searches in asked.values():
            for text, filters in searches:
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


@contextmanager
def without_time_limit() -> Iterator[None]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        yield
        cursor.execute("RESET statement_timeout")


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
    from sites.near import Circle, Point

    def one(site: object) -> Callable[[], dict]:
        return lambda: {"district": site.districts.all()[0].pk}  # type: ignore[attr-defined]

    def each(filters: Callable[..., Callable[[], dict]], sites: list = sites) -> Form:
        return [(text, filters(chance.choice(sites))) for text, _none in of(common)]

    def around(site: ConstructionSite, kilometres: int) -> Circle:
        return Circle(Point(float(site.latitude), float(site.longitude)), Decimal(kilometres))

    placed = [site for site in sites if site.latitude is not None]
    day = datetime.date
    contractor = ConstructionSite.objects.disclosed().filter(contractor__icontains="건설")
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
        "common, large amounts": of(common, lambda: {"amount_from": 50_000_000_000}),
        "common, small amounts": of(common, lambda: {"amount_to": 1_000_000_000}),
        "common, amounts between": of(common, lambda: {"amount_from": 10**10, "amount_to": 2 * 10**10}),
        "common, going on now": of(common, lambda: {"since": day(2026, 11, 1), "until": day(2026, 11, 30)}),
        "common, going on long ago": of(common, lambda: {"since": day(2023, 1, 1), "until": day(2023, 12, 31)}),
        "common, going on long hence": of(common, lambda: {"since": day(2029, 1, 1)}),
        "common, contractor": of(common, lambda: {"sites": contractor}),
        "common, within 1 km": each(lambda site: lambda: {"around": around(site, 1)}, placed),
        "common, within 5 km": each(lambda site: lambda: {"around": around(site, 5)}, placed),
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
