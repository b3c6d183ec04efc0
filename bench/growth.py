"""How pages slow down as a city grows: p95 over HTTP, without the page cache, at one number of sites after the other.

Pages without a search should take at most half as long again at 200,000 sites as at 1,000; a search at most 50 ms at
200,000 and 150 ms at 1,000,000. One connection asks; `bench.lists` has the addresses and says how they are measured.
"""

import argparse

from bench.growing import grow
from bench.lists import filters, measure
from bench.stage import fetch, percentile, public_app, stage

# Pages that count or gather over all sites, besides the list.
WHOLE_CITY = {
    "home": ["/"],
    "home, English": ["/en/"],
    "directory": ["/directory/"],
    "closures": ["/closures/"],
    "statistics": ["/statistics/"],
    "statistics by group": [f"/statistics/{slug}/" for slug in ("district", "department", "work-type", "year")],
    "firms": ["/firms/"],
}
MOST_TIMES = 1.5
SEARCH_MS = {200_000: 50.0, 1_000_000: 150.0}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, nargs="+", default=[1_000, 200_000, 1_000_000], help="smallest first")
    parser.add_argument("--rounds", type=int, default=60, help="requests of each address")
    options = parser.parse_args()
    measured: dict[int, dict[str, float]] = {}
    with stage() as running:
        for sites in sorted(options.sites):
            grow(running, sites)
            with public_app(running, workers=1, cache=False) as origin:
                found = measure(origin, answered(origin, {**WHOLE_CITY, **filters()}), options.rounds)
            measured[sites] = {name: percentile(seconds, 95) * 1000 for name, seconds in found.items()}
            print(f"\n{sites:,} sites")
            report(measured)


def answered(origin: str, addresses: dict[str, list[str]]) -> dict[str, list[str]]:
    """The addresses that exist; a page that is not there is told and left out."""
    there = {name: paths for name, paths in addresses.items() if fetch(f"{origin}{paths[0]}")[0] == 200}
    for name in addresses.keys() - there.keys():
        print(f"{name}: {addresses[name][0]} does not answer 200, left out", flush=True)
    return there


def report(measured: dict[int, dict[str, float]]) -> None:
    """p95 at each number of sites, and how many times the smallest's it is; what misses its goal is marked."""
    smallest = min(measured)
    for name, base in measured[smallest].items():
        cells = [f"{name:28}"]
        for sites, found in measured.items():
            if name not in found:
                continue
            p95, times = found[name], found[name] / base
            cells.append(
                f"{sites:>9,}: {p95:7.1f} ms {times:5.2f} ×{' !' if is_missed(name, sites, p95, times) else ''}"
            )
        print("   ".join(cells), flush=True)


def is_missed(name: str, sites: int, p95: float, times: float) -> bool:
    """A search has a limit in milliseconds, any other page one in multiples of the smallest city's."""
    if name.startswith(("word", "two words", "project code")):
        return sites in SEARCH_MS and p95 > SEARCH_MS[sites]
    return sites <= 200_000 and times > MOST_TIMES


if __name__ == "__main__":
    main()
