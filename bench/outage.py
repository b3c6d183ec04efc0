"""The inside is down for an hour in which citizens go on asking: is everything accepted, and how soon is it caught up?

The public app takes an hour's submissions with neither collector nor worker running. Then both start, and it is timed
until nothing lies in the intake any more, until every one is a case on an officer's page, and until every notice is
sent. Exit 1 where one was refused, lost, doubled or changed, or catching up took longer than two minutes.
"""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Callable

from allimi.embedded.environments import read_environment
from allimi.embedded.running import Running
from bench.client import Client, Seen, at_full_speed
from bench.kept import Kept
from bench.stage import public_app, stage
from bench.voice_forms import Form, forms
from bench.voice_inside import Judgement, judge, released_site, uncollected, unhandled, waiting

PATIENCE = 120.0  # seconds, the goal
STAGES: tuple[tuple[str, Callable[[], int]], ...] = (
    ("collected", uncollected),
    ("cases on officers' pages", unhandled),
    ("notices sent", waiting),
)


async def submit(origin: str, sent: list[Form]) -> bool:
    """Whether every form got its receipt."""
    seen = Seen()
    await at_full_speed(Client(origin, 8), [form.request for form in sent], 8, seen)
    print(f"while the inside is down  {seen.line()}")
    return not seen.failed


async def catch_up(running: Running) -> bool:
    """Start the inside and tell what is done when. Whether all of it is within PATIENCE."""
    topology = running.topology
    collector = read_environment(topology.inside / "collector.env")
    collector["ALLIMI_SMS"] = f"messaging.backends.file.Backend?folder={topology.home / 'sms'}"
    worker = {name: value for name, value in collector.items() if "COLLECTOR" not in name and "VOICE" not in name}
    programs = [
        Kept(name, [sys.executable, "manage.py", command], environment, topology.log / f"{name}.log")
        for name, command, environment in (
            ("collector", "collect", collector),
            ("worker", "send_messages", worker),
        )
    ]
    started = time.monotonic()
    for program in programs:
        program.start()
    try:
        return await _tell_stages(started)
    finally:
        for program in programs:
            await program.end()


async def _tell_stages(started: float) -> bool:
    for name, left in STAGES:
        while await asyncio.to_thread(left):
            if time.monotonic() - started > PATIENCE:
                print(f"{name:25} not within {PATIENCE:.0f} s")
                return False
            await asyncio.sleep(0.2)
        print(f"{name:25} {time.monotonic() - started:.0f} s after the inside's return", flush=True)
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=1000, help="submissions in the hour")
    options = parser.parse_args()
    with stage() as running:
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        sent = forms(running, options.number, site=released_site())
        with public_app(running) as origin:
            is_accepted = asyncio.run(submit(origin, sent))
        if not asyncio.run(catch_up(running)):
            sys.exit("Not caught up in time: what became of each submission cannot be said yet.")
        found: Judgement = judge({form.id for form in sent}, running.topology.home / "sms")
    print(found)
    if not (is_accepted and found.is_good):
        sys.exit(1)


if __name__ == "__main__":
    main()
