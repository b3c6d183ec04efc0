"""Requests a second of the public pages, with wrk, beside what is fastest: ratios within one run on one machine.

Every server has one process (the Python ones with four threads), and every address is measured in turn, several
rounds over, so that a busy second of the machine falls on all of them. Needs wrk and nginx (Debian has both).
"""

import argparse
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median
from urllib.request import Request, urlopen

from allimi.embedded.running import Running
from bench import rivals
from bench.stage import fetch, public_app, stage

CONNECTIONS = 8
CROSSING_SECONDS = 120.0  # at the most, until the demo data have crossed the wall


@dataclass
class Measured:
    """An address, what is asked of it, and the rates that were seen."""

    name: str
    url: str
    headers: Sequence[str] = ()
    rates: list[float] = field(default_factory=list)  # requests a second

    @property
    def rate(self) -> float:
        return median(self.rates)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3, help="of each address in a round")
    parser.add_argument("--datasette", default="", help="the program, where it is installed already")
    options = parser.parse_args()
    missing = [name for name in ("wrk", "nginx") if shutil.which(name) is None]
    if missing:
        sys.exit(f"{' and '.join(missing)} not found. On Debian: apt-get install wrk nginx-light")
    with stage() as running, ExitStack() as servers:
        running.manage("load_demo", f"--sites={options.sites}")
        running.manage("wall", "status")
        addresses = start(running, servers, options.datasette)
        for _ in range(options.rounds):
            for each in addresses:
                each.rates.append(rate(each, options.seconds))
    report({each.name: each for each in addresses})


def start(running: Running, servers: ExitStack, program: str) -> list[Measured]:
    """Start every server; what is to be measured."""
    folder = running.topology.home / "bench"
    folder.mkdir()
    hot = servers.enter_context(public_app(running, workers=1))
    cold = servers.enter_context(public_app(running, workers=1, cache=False))
    typical, largest = chosen_sites()
    wait_for(f"{hot}/sites/{typical}/")
    page, etag = read(f"{hot}/sites/{typical}/")
    body = folder / "page.html"
    body.write_bytes(page)
    print(
        f"typical site {typical}: {len(page):,} bytes; largest {largest}: {len(read(f'{cold}/sites/{largest}/')[0]):,}"
    )
    addresses = [
        Measured("nginx, static file", servers.enter_context(rivals.nginx(folder, body.name))),
        Measured("bare Django, constant", servers.enter_context(rivals.bare_django(body))),
        Measured("site page, hot", f"{hot}/sites/{typical}/"),
        Measured("site page, hot, brotli", f"{hot}/sites/{typical}/", ["Accept-Encoding: gzip, deflate, br"]),
        Measured("site page, 304", f"{hot}/sites/{typical}/", [f"If-None-Match: {etag}"]),
        Measured("list, kept a second", f"{hot}/sites/"),
        Measured("site page, cold", f"{cold}/sites/{typical}/"),
        Measured("largest site, cold", f"{cold}/sites/{largest}/"),
        Measured("list, cold", f"{cold}/sites/"),
    ]
    datasette = program or rivals.datasette_program(folder / "datasette")
    if datasette:
        rivals.export_sites(folder / "allimi.db")
        table = servers.enter_context(rivals.datasette(datasette, folder / "allimi.db"))
        addresses += [Measured("Datasette, row", f"{table}/{row_of(typical)}"), Measured("Datasette, table", table)]
    return addresses


def wait_for(url: str) -> None:
    """Until the page is there: what was loaded a moment ago is still on its way through the wall."""
    deadline = time.monotonic() + CROSSING_SECONDS
    while fetch(url)[0] != 200 and time.monotonic() < deadline:
        time.sleep(1)


def chosen_sites() -> tuple[str, str]:
    """The codes of a typical site, the median of those with most kinds, and of the site with the most releases."""
    from django.db.models import Count

    from disclosures.models import Release

    found = list(
        Release.objects.current()
        .values_list("site__code")
        .annotate(kinds=Count("kind", distinct=True), number=Count("pk"))
        .order_by("number", "site__code")
    )
    fullest = max(kinds for _code, kinds, _number in found)
    complete = [code for code, kinds, _number in found if kinds == fullest]
    return complete[len(complete) // 2], found[-1][0]


def row_of(code: str) -> int:
    from sites.models import ConstructionSite

    return ConstructionSite.objects.get(code=code).pk


def read(url: str) -> tuple[bytes, str]:
    """Body and ETag. Our own loopback addresses only."""
    with urlopen(Request(url), timeout=30) as answer:  # noqa: S310
        return answer.read(), answer.headers["ETag"] or ""


def rate(each: Measured, seconds: int) -> float:
    """Requests a second. Raises RuntimeError when an answer is an error."""
    command = [shutil.which("wrk") or "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout=10s"]
    command += [part for header in each.headers for part in ("-H", header)]
    said = subprocess.run([*command, each.url], check=True, capture_output=True, text=True).stdout  # noqa: S603
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if found is None or "Non-2xx" in said:
        raise RuntimeError(f"{each.name} ({each.url}):\n{said}")
    return float(found[1])


def report(measured: dict[str, Measured]) -> None:
    for each in measured.values():
        print(f"{each.name:24} {each.rate:9,.0f}/s   {min(each.rates):9,.0f} – {max(each.rates):,.0f}")
    goals = [
        ("site page, hot", "bare Django, constant", 0.9),
        ("site page, 304", "bare Django, constant", 1.1),
        ("site page, cold", "Datasette, row", 1.3),
        ("list, kept a second", "Datasette, table", 10.0),
        ("list, cold", "Datasette, table", None),
    ]
    for name, other, goal in goals:
        if other in measured:
            ratio = median(a / b for a, b in zip(measured[name].rates, measured[other].rates, strict=True))
            print(f"{name} / {other}: {ratio:.2f}" + (f" (goal {goal})" if goal else ""))


if __name__ == "__main__":
    main()
