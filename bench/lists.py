"""The list of sites and a site's page with many sites: p95 of each filter over HTTP, and on wish the plans.

One connection at a time; each address is asked once to warm up and then measured in turn with the others, so that
a busy second of the machine falls on all of them alike. The first row, a page without filter, is the measure: the
others are told as its multiples too.
"""

import argparse
import http.client
import itertools
import random
import time
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

from bench.growing import grow
from bench.stage import percentile, public_app, stage

NEAR = ["37.4979,127.0276", "37.5665,126.9780", "37.5133,127.1001", "37.5572,126.9254", "37.5795,127.0470"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=60, help="requests of each filter")
    parser.add_argument("--plans", action="store_true", help="print PostgreSQL's plan of each filter's page")
    options = parser.parse_args()
    with stage() as running:
        grow(running, options.sites)
        addresses = filters()
        with public_app(running, workers=1, cache=False) as origin:
            measured = measure(origin, addresses, options.rounds)
        print(f"{options.sites:,} sites")
        base = percentile(measured["no filter"], 95)
        for name, seconds in measured.items():
            p50, p95 = percentile(seconds, 50), percentile(seconds, 95)
            print(f"{name:28} p50 {p50 * 1000:7.1f} ms   p95 {p95 * 1000:7.1f} ms   {p95 / base:5.2f} ×")
        if options.plans:
            print_plans(addresses)


def filters() -> dict[str, list[str]]:
    """Each filter with addresses that ask it for different values."""
    from disclosures.models import FirmSite
    from sites.models import ConstructionSite, Department, District, SiteStatus, WorkType

    chance = random.Random(1)  # noqa: S311  (the same addresses in every run)
    districts = list(District.objects.values_list("code", flat=True))
    departments = list(Department.objects.values_list("code", flat=True))
    sites = list(ConstructionSite.objects.order_by("pk").values_list("code", "name", "address", "contractor")[:5000])
    firms = list(FirmSite.objects.order_by("firm").values_list("firm", flat=True).distinct()[:20])
    some = [chance.choice(sites) for _ in range(30)]

    common = ["도로", "공원", "하천", "상수", "정비"]

    def asked(**values: list) -> list[str]:
        return [
            "/sites/?" + urlencode(dict(zip(values, row, strict=True))) for row in zip(*values.values(), strict=True)
        ]

    addresses = {
        "no filter": ["/sites/"],
        "page 50": ["/sites/?page=50"],
        "page 5,000": [deep_page(order) for order in ("newest", "amount", "behind")],
        "order": asked(sort=["completion", "amount", "behind"]),
        "radius": asked(near=NEAR, radius=["0.5", "1", "2", "3", "5"]),
        "radius and status": asked(place=["역삼동", "마포구"], radius=["1", "5"], status=["ongoing"] * 2),
        "map, city": ["/map/points/?" + urlencode({"bbox": "37.4,126.7,37.7,127.2", "zoom": "11"})],
        "map, street": ["/map/points/?" + urlencode({"bbox": "37.49,127.02,37.51,127.04", "zoom": "15"})],
        "map page": ["/map/"],
        "district page": [f"/districts/{code}/" for code in districts],
        "department page": [f"/directory/{code}/" for code in departments],
        "firm page": [f"/firms/{key}/" for key in firms],
        "word, 2 syllables": asked(q=common),
        "word, 3 syllables and more": asked(q=[max(name.split(), key=len) for _c, name, _a, _f in some]),
        "two words": asked(q=[" ".join(name.split()[:2]) for _c, name, _a, _f in some]),
        "words found nowhere": asked(q=["화성이주기지", "lunar base"]),
        "project code": asked(q=[code for code, _n, _a, _f in some]),
        "district": asked(district=districts),
        "work type": asked(work_type=WorkType.values),
        "status": asked(status=SiteStatus.values),
        "department": asked(department=departments),
        "contractor": asked(contractor=[firm for _c, _n, _a, firm in some if firm]),
        "amount": asked(amount_min=[1, 10, 100, 500], amount_max=[2, 20, 200, 900]),
        "period": asked(since=["2026-01-01", "2025-06-01"], until=["2026-03-31", "2025-06-30"]),
        "word, district and status": asked(q=common, district=districts[:5], status=["ongoing"] * 5),
        "word and amount": asked(q=common, amount_min=[1, 10, 50, 100, 500], amount_max=["", 20, "", 200, ""]),
        "word and period": asked(
            q=common,
            since=["2026-11-01", "", "2025-06-01", "2029-01-01", "2026-01-01"],
            until=["", "2023-12-31", "2025-06-30", "", "2026-03-31"],
        ),
        "word and contractor": asked(q=common, contractor=["건설"] * 5),
        "word and radius": asked(q=common, near=NEAR, radius=["0.5", "1", "2", "3", "5"]),
        "site page": [f"/sites/{code}/" for code, _n, _a, _f in some],
    }
    return addresses


def deep_page(slug: str) -> str:
    """The address that a reader reaches by turning to page 5,000, or to the middle of a shorter list."""
    from sites.models import ConstructionSite
    from sites.order import ORDERS, token_of

    sites = ConstructionSite.objects.disclosed()
    before = min(5_000 * 20, sites.count() // 2)
    last = ORDERS[slug].sort(sites)[before - 1]
    return "/sites/?" + urlencode({"sort": slug, "page": before // 20 + 1, "after": token_of(last)})


def measure(origin: str, addresses: dict[str, list[str]], rounds: int) -> dict[str, list[float]]:
    host = urlsplit(origin).netloc
    connection = http.client.HTTPConnection(host, timeout=60)
    cycles: dict[str, Iterator[str]] = {name: itertools.cycle(paths) for name, paths in addresses.items()}
    for paths in addresses.values():
        for path in paths:
            seconds_of(connection, path)
    measured: dict[str, list[float]] = {name: [] for name in addresses}
    for done in range(1, rounds + 1):
        for name, cycle in cycles.items():
            measured[name].append(seconds_of(connection, next(cycle)))
        if done % 10 == 0:
            print(f"{done} of {rounds} rounds", flush=True)
    return measured


def seconds_of(connection: http.client.HTTPConnection, path: str) -> float:
    started = time.monotonic()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return time.monotonic() - started


def print_plans(addresses: dict[str, list[str]]) -> None:
    from django.http import QueryDict

    from sites.filters import SiteFilter
    from sites.models import ConstructionSite

    for name, paths in addresses.items():
        if paths[0].startswith("/sites/?") and "page=" not in paths[0]:
            every = ConstructionSite.objects.disclosed().newest_first()
            found = SiteFilter(QueryDict(urlsplit(paths[0]).query), queryset=every).qs
            print(f"\n{name}: {paths[0]}\n{found[:20].explain(analyze=True)}")


if __name__ == "__main__":
    main()
