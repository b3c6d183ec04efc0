"""A pull of 6,000 projects from a loopback server that speaks the Seoul API, killed at random, and a second pull."""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from allimi.embedded.running import Running, running_topology
from bench.rows import rows

ROOT = Path(__file__).resolve().parents[1]
LIST, WORK = "ListOnePMISBizInfo", "pmisWokInfo"
FINE = {"CODE": "INFO-000", "MESSAGE": "정상 처리되었습니다"}
NO_DATA = {"RESULT": {"CODE": "INFO-200", "MESSAGE": "해당하는 데이터가 없습니다."}}


class City:
    """The projects, and how often and how badly the server was asked."""

    def __init__(self, projects: int, *, cut: float) -> None:
        self.projects = list(rows(projects))
        self.codes = {row["BIZ_CD"] for row in self.projects}
        self.cut = cut  # the share of answers that break off
        self.calls = 0
        self.address = ""
        self.dice = random.Random(1)  # noqa: S311  (no secret)

    def answer(self, path: str) -> bytes:
        _key, _form, service, start, end, *arguments = path.strip("/").split("/")
        found = self.projects if service == LIST else self.week(arguments[0]) if service == WORK else []
        page = found[int(start) - 1 : int(end)]
        body = {service: {"list_total_count": len(found), "RESULT": FINE, "row": page}} if page else NO_DATA
        return json.dumps(body, ensure_ascii=False).encode()

    def week(self, code: str) -> list[dict[str, Any]]:
        if code not in self.codes:
            return []
        return [{"NOW_WEEK": "2026.11.02 ~ 2026.11.08", "WORK_NOW": f"{code} 철근 조립", "WORK_NEXT": "타설"}]


@contextmanager
def serving(city: City) -> Iterator[City]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            city.calls += 1
            body = city.answer(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if city.dice.random() < city.cut else body)

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    city.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield city
    finally:
        server.shutdown()
        server.server_close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=6000)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--cut", type=float, default=0.05, help="share of answers that break off")
    parser.add_argument("--calls", type=float, default=200.0, help="calls a second that are allowed")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="allimi-bench-") as folder,
        running_topology(Path(folder) / "home") as running,
        serving(City(options.projects, cut=options.cut)) as city,
    ):
        running.manage("sync_profile")
        key = Path(folder) / "key"
        key.write_text("0123456789")
        for title, kills in (("first pull", options.kills), ("second pull", 0)):
            measure(running, city, key, title, kills=kills, calls=options.calls)


def measure(running: Running, city: City, key: Path, title: str, *, kills: int, calls: float) -> None:
    """Pull until the command says that all was read; SIGKILL it at random moments first."""
    environment = {
        **os.environ,
        **running.environment(),
        "ALLIMI_ONEPMIS_ADDRESS": city.address,
        "ALLIMI_ONEPMIS_KEY_FILE": str(key),
        "ALLIMI_ONEPMIS_SERVICES": f"{LIST},{WORK}",
        "ALLIMI_ONEPMIS_CALLS_A_SECOND": str(calls),
    }
    dice, started, killed, before = random.Random(), time.perf_counter(), 0, city.calls  # noqa: S311  (no secret)
    while True:
        child = subprocess.Popen([sys.executable, str(ROOT / "manage.py"), "pull_onepmis", "--once"], env=environment)  # noqa: S603
        if killed < kills:
            try:
                child.wait(dice.uniform(2, 12))
            except subprocess.TimeoutExpired:
                child.kill()
                killed += 1
        if child.wait() == 0:
            break
    counts = running.manage("shell", "-c", COUNT).strip().splitlines()[-1]
    print(
        f"{title}: {time.perf_counter() - started:.1f} s, {killed} kills, {city.calls - before} calls; {counts}",
        flush=True,
    )


COUNT = """
from django.db.models import Count
from desk.models import DRAFT_MODELS, ManagedSite
found = {slug: model.objects.values("item").annotate(versions=Count("pk")) for slug, model in DRAFT_MODELS.items()}
twice = sum(items.filter(versions__gt=1).count() for items in found.values())
counts = {slug: items.count() for slug, items in found.items() if items.exists()}
print(f"{ManagedSite.objects.count()} sites, {twice} items with two versions, items {counts}")
"""


if __name__ == "__main__":
    main()
