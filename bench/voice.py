"""Submissions a second that the public app accepts, how long each takes, and what public pages pay meanwhile.

The last step of a citizen's journey (all answers judged and screened once more, sealed, committed, the receipt's page
rendered), sent to gunicorn as a browser sends it, at a steady rate and then as fast as it goes. Pages and posts have
processes of their own, and pages go first, as deploy/compose.yaml has it.
Every accepted one is counted in the intake afterwards. The figures of a machine that does something else are worthless:
its load is told.
"""

import argparse
import asyncio
import os
import sys

from bench.client import Client, Seen, at_full_speed, get, steadily
from bench.stage import percentile, public_app, stage
from bench.voice_forms import forms

PAGES = ("/sites/", "/", "/about/")
NICENESS = 6  # weighs about a quarter, as the compose file's cpu_shares of `posts`


def stored() -> int:
    """How many lie in the intake."""
    from allimi.wall import connections
    from allimi.wall.connections import values

    with connections.connect("intake_admin") as intake:
        return int(values(intake, "SELECT count(*) FROM intake_submission")[0])


async def measure(origin: str, posts: str, sent: list[bytes], options: argparse.Namespace) -> dict[str, Seen]:
    """Pages alone, pages beside submissions at the rate, submissions as fast as it goes."""
    pages = [get(PAGES[number % len(PAGES)]) for number in range(options.page_rate * options.seconds)]
    steady = options.rate * options.seconds
    seen = {name: Seen() for name in ("warm", "pages alone", "pages beside", "submissions", "full speed")}
    submitting, reading = Client(posts, 16), Client(origin, 8)
    await at_full_speed(submitting, sent[: options.warm], 4, seen["warm"])
    await steadily(reading, pages, options.page_rate, seen["pages alone"])
    await asyncio.gather(
        steadily(reading, pages, options.page_rate, seen["pages beside"]),
        steadily(submitting, sent[options.warm : options.warm + steady], options.rate, seen["submissions"]),
    )
    took = await at_full_speed(submitting, sent[options.warm + steady :], 8, seen["full speed"])
    print(f"stale connections      {submitting.again + reading.again}, each request of them sent once more")
    print(f"as fast as it goes     {len(seen['full speed'].seconds) / took:.0f} a second")
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=200, help="submissions a second")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--page-rate", type=int, default=30, help="pages a second beside them")
    parser.add_argument("--full", type=int, default=2000, help="submissions as fast as it goes")
    parser.add_argument("--warm", type=int, default=200)
    parser.add_argument("--fresh-receipts", action="store_true", help="make them here, not on the page before")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before it began")
    with stage() as running, public_app(running) as origin, public_app(running, niceness=NICENESS) as posts:
        number = options.warm + options.rate * options.seconds + options.full
        sent = [form.request for form in forms(running, number, fresh_receipts=options.fresh_receipts)]
        seen = asyncio.run(measure(origin, posts, sent, options))
        for name, each in seen.items():
            print(f"{name:<22} {each.line()}")
        alone, beside = (percentile(seen[name].seconds, 50) for name in ("pages alone", "pages beside"))
        print(f"pages slowed by        {100 * (beside / alone - 1):.0f} % (median)")
        accepted = sum(len(seen[name].seconds) for name in ("warm", "submissions", "full speed"))
        kept = stored()
        print(f"accepted {accepted:,}, in the intake {kept:,}")
        if kept < accepted:
            sys.exit("Something that was accepted is not there.")


if __name__ == "__main__":
    main()
