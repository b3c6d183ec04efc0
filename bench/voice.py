"""Submissions a second that the public app accepts, how long each takes, and what public pages pay meanwhile.

The last step of a citizen's journey (all answers judged and screened once more, a receipt made, sealed, committed, the
receipt's page rendered), sent to gunicorn as a browser sends it, at a steady rate and then as fast as it goes.
Every accepted one is counted in the intake afterwards. The figures of a machine that does something else are worthless:
its load is told.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from allimi.embedded.running import Running
from bench.stage import ROOT, percentile, public_app, stage

# Makes the forms that are sent: in a process of its own, for only the public app's key makes them.
FORMS = """
import sys, django
django.setup()
from complaints.asking.journey import Journey
for number in range(int(sys.argv[1])):
    journey = Journey(at="check", is_checking=True)
    journey.kept = {
        "post": {"post": "tip"},
        "where": {"where": "city", "query": "", "asked": "", "site": "", "words": ""},
        "text": {"title": f"보도 블록 {number}", "text": "정문 앞 보도 블록이 깨져서 유모차가 지나가지 못합니다. " * 8},
        "files": {},
    }
    print(journey.field())
"""


@dataclass
class Seen:
    """Answers to one kind of request."""

    seconds: list[float] = field(default_factory=list)  # of each answer, from the moment it was due
    failed: int = 0

    def add(self, status: int, seconds: float) -> None:
        if status == 200:
            self.seconds.append(seconds)
        else:
            self.failed += 1

    def line(self) -> str:
        if not self.seconds:
            return f"none, {self.failed} failed"
        fifty, ninety_nine = (1000 * percentile(self.seconds, each) for each in (50, 99))
        return f"{len(self.seconds):,} answered, {self.failed} failed, median {fifty:.0f} ms, p99 {ninety_nine:.0f} ms"


class Client:
    """A few connections that are kept open, each used by one request at a time."""

    def __init__(self, origin: str, connections: int) -> None:
        parts = urlsplit(origin)
        self.host, self.port = str(parts.hostname), int(parts.port or 80)
        self.idle: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter] | None] = asyncio.Queue()
        for _ in range(connections):
            self.idle.put_nowait(None)

    async def send(self, request: bytes) -> int:
        """The status of the answer; 0 where the connection broke."""
        line = await self.idle.get()
        try:
            reader, writer = line or await asyncio.open_connection(self.host, self.port)
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(_length(head))
            line = None if b"onnection: close" in head else (reader, writer)
            return int(head.split(b" ", 2)[1])
        except (OSError, asyncio.IncompleteReadError, ValueError):
            line = None
            return 0
        finally:
            self.idle.put_nowait(line)


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    raise ValueError("an answer without a length")


def post(form: str) -> bytes:
    """The journey's last form as a browser sends it."""
    body = urlencode({"state": form, "go": "send"}).encode()
    head = f"POST /ask/write/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n".encode() + body


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


async def steadily(client: Client, requests: Sequence[bytes], rate: float, seen: Seen) -> None:
    """Send at a rate, whether or not earlier ones are answered: waiting counts."""

    async def one(request: bytes, due: float) -> None:
        status = await client.send(request)
        seen.add(status, time.monotonic() - due)

    started = time.monotonic()
    async with asyncio.TaskGroup() as tasks:
        for number, request in enumerate(requests):
            due = started + number / rate
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            tasks.create_task(one(request, due))


async def at_full_speed(client: Client, requests: Sequence[bytes], connections: int, seen: Seen) -> float:
    """Send as fast as answers come. Seconds that it took."""
    waiting = iter(requests)

    async def one_after_another() -> None:
        for request in waiting:
            started = time.monotonic()
            seen.add(await client.send(request), time.monotonic() - started)

    started = time.monotonic()
    await asyncio.gather(*(one_after_another() for _ in range(connections)))
    return time.monotonic() - started


def forms(running: Running, number: int) -> list[bytes]:
    made = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-c", FORMS, str(number)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1", **running.environment(public=True)},
        capture_output=True,
        text=True,
        check=True,
    )
    return [post(form) for form in made.stdout.split()]


def stored() -> int:
    from allimi.wall import connections
    from allimi.wall.connections import values

    with connections.connect("intake_admin") as intake:
        return int(values(intake, "SELECT count(*) FROM intake_submission")[0])


async def measure(origin: str, sent: list[bytes], options: argparse.Namespace) -> dict[str, Seen]:
    """Pages alone, pages beside submissions at the rate, submissions as fast as it goes."""
    pages = [get("/sites/"), get("/"), get("/about/")] * (options.page_rate * options.seconds // 3)
    steady = options.rate * options.seconds
    seen = {name: Seen() for name in ("warm", "pages alone", "pages beside", "submissions", "full speed")}
    submitting, reading = Client(origin, 16), Client(origin, 8)
    await at_full_speed(submitting, sent[: options.warm], 4, seen["warm"])
    await steadily(reading, pages, options.page_rate, seen["pages alone"])
    await asyncio.gather(
        steadily(reading, pages, options.page_rate, seen["pages beside"]),
        steadily(submitting, sent[options.warm : options.warm + steady], options.rate, seen["submissions"]),
    )
    rest = sent[options.warm + steady :]
    took = await at_full_speed(submitting, rest, 8, seen["full speed"])
    print(f"as fast as it goes     {len(seen['full speed'].seconds) / took:.0f} a second")
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=200, help="submissions a second")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--page-rate", type=int, default=30, help="pages a second beside them")
    parser.add_argument("--full", type=int, default=2000, help="submissions as fast as it goes")
    parser.add_argument("--warm", type=int, default=200)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {Path('/proc/loadavg').read_text().strip()}")
    with stage() as running, public_app(running) as origin:
        sent = forms(running, options.warm + options.rate * options.seconds + options.full)
        seen = asyncio.run(measure(origin, sent, options))
        for name, each in seen.items():
            print(f"{name:<22} {each.line()}")
        alone, beside = (percentile(seen[name].seconds, 50) for name in ("pages alone", "pages beside"))
        print(f"pages slowed by        {100 * (beside / alone - 1):.0f} % (median)")
        accepted = sum(len(seen[name].seconds) for name in ("warm", "submissions", "full speed"))
        print(f"accepted {accepted:,}, in the intake {stored():,}")
        if stored() < accepted:
            sys.exit("Something that was accepted is not there.")


if __name__ == "__main__":
    main()
