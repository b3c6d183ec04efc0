"""Submissions while everything on their way is killed, stopped, cut off or out of disk: is one lost, doubled, changed?

Citizens (many at once) send the journey's last form to the public app, and send it again until they get a receipt.
Faults come at random over public app, intake, collector, primary and the worker that sends messages:

    kill   kill -9 of a whole program, of one of its processes, of a cluster's postmaster or of one session
    stop   SIGSTOP for seconds: nothing answers, and nothing breaks
    cut    the connection breaks and is refused for seconds, or swallows what is sent
    disk   the intake cannot write: a limit on the size of files, which PostgreSQL meets as it meets a full disk

Everything that got a receipt is then looked for inside: there, once, with its own words, and its notices sent. Second
copies that the outbox itself takes for possible are counted. Exit 1 where something is lost, doubled or changed.
"""

import argparse
import asyncio
import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from urllib.parse import quote

from allimi.embedded.environments import read_environment
from allimi.embedded.orphans import postmaster_pid
from allimi.embedded.running import Running
from bench.client import Client
from bench.cut import Cable
from bench.kept import Kept, children, freeze, kill
from bench.stage import collect_static, free_port, stage
from bench.voice_forms import Form, forms
from bench.voice_inside import UNKNOWN, Judgement, judge, released_site, waiting

FULL = 64 * 1024  # bytes that a file of the intake may have while its disk is “full”


@dataclass
class Stage:
    """Everything that can be broken."""

    running: Running
    port: int
    programs: dict[str, Kept] = field(default_factory=dict)
    cables: dict[str, Cable] = field(default_factory=dict)
    seconds: float = 3.0  # the longest that a fault lasts

    def postmaster(self, cluster: str) -> list[int]:
        data = getattr(self.running.topology, cluster).data
        pid = postmaster_pid(data)
        return [] if pid is None else [pid]

    def faults(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """Every fault by its name."""
        found: dict[str, Callable[[], Awaitable[None]]] = {}
        for name in self.programs:
            found[f"kill {name}"] = lambda name=name: self._kill(self.programs[name].pids()[:1])
            found[f"kill a process of {name}"] = lambda name=name: self._kill_one(self.programs[name].pids())
            found[f"stop {name}"] = lambda name=name: self._stop(self.programs[name].pids())
        for name in ("intake", "primary"):
            found[f"kill {name}"] = lambda name=name: self._kill(self.postmaster(name))
            found[f"kill a session of {name}"] = lambda name=name: self._kill_one(self._sessions(name))
            found[f"stop {name}"] = lambda name=name: self._stop(self.postmaster(name) + self._sessions(name))
        for name, cable in self.cables.items():
            found[f"cut {name}"] = lambda cable=cable: cable.cut(self._while())
            found[f"swallow {name}"] = lambda cable=cable: cable.swallow(self._while())
        found["disk intake"] = self._fill_disk
        return found

    def _while(self) -> float:
        return random.uniform(0.3, self.seconds)  # noqa: S311

    def _sessions(self, cluster: str) -> list[int]:
        return [child for pid in self.postmaster(cluster) for child in children(pid)]

    async def _kill(self, pids: list[int]) -> None:
        for pid in pids:
            kill(pid)

    async def _kill_one(self, pids: list[int]) -> None:
        if pids:
            kill(random.choice(pids))  # noqa: S311

    async def _stop(self, pids: list[int]) -> None:
        await freeze(pids, self._while())

    async def _fill_disk(self) -> None:
        everybody = self.postmaster("intake") + self._sessions("intake")
        _limit_files(everybody, FULL)
        await asyncio.sleep(self._while())
        _limit_files(everybody + self.postmaster("intake") + self._sessions("intake"), None)


def _limit_files(pids: list[int], limit: int | None) -> None:
    for pid in pids:
        try:
            _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard if limit is None else limit, hard))
        except (ProcessLookupError, PermissionError):
            continue


async def set_up(running: Running, tasks: AsyncExitStack) -> Stage:
    """Start public app, collector and worker, with cables on their ways to the clusters."""
    topology, home = running.topology, running.topology.home
    await asyncio.to_thread(collect_static, running)
    made = Stage(running, free_port())
    for name, cluster in (("public – intake", topology.intake), ("collector – intake", topology.intake)):
        cable = made.cables[name] = Cable(home / f"c{len(made.cables)}", cluster.socket_dir)
        await tasks.enter_async_context(await cable.lay())
    cable = made.cables["inside – primary"] = Cable(home / "c2", topology.primary.socket_dir)
    await tasks.enter_async_context(await cable.lay())
    outside, inside, primary = made.cables.values()
    public = running.environment(public=True)
    public["ALLIMI_INTAKE_URL"] = _by(outside, public["ALLIMI_INTAKE_URL"], topology.intake.socket_dir)
    collector = read_environment(topology.inside / "collector.env")
    collector["ALLIMI_COLLECTOR_URL"] = _by(inside, collector["ALLIMI_COLLECTOR_URL"], topology.intake.socket_dir)
    collector["ALLIMI_PRIMARY_URL"] = _by(primary, collector["ALLIMI_PRIMARY_URL"], topology.primary.socket_dir)
    collector["ALLIMI_SMS"] = f"messaging.backends.file.Backend?folder={home / 'sms'}"
    worker = {name: value for name, value in collector.items() if "COLLECTOR" not in name and "VOICE" not in name}
    manage = [sys.executable, "manage.py"]
    gunicorn = [sys.executable, "-m", "gunicorn", "allimi.wsgi", f"--bind=127.0.0.1:{made.port}", "--workers=2"]
    gunicorn += ["--threads=8", "--log-level=error", "--no-control-socket"]
    for name, command, environment in (
        ("public", gunicorn, public),
        ("collector", [*manage, "collect"], collector),
        ("worker", [*manage, "send_messages"], worker),
    ):
        program = made.programs[name] = Kept(name, command, environment, topology.log / f"{name}.log")
        program.start()
        tasks.push_async_callback(program.end)
    return made


def _by(cable: Cable, url: str, socket_dir: object) -> str:
    return url.replace(quote(str(socket_dir), safe="/"), quote(str(cable.folder), safe="/"))


class Citizens:
    """Send their forms until each has its receipt."""

    def __init__(self, made: Stage, sent: list[Form], at_once: int, patience: float) -> None:
        self.client = Client(f"http://127.0.0.1:{made.port}", at_once, patience=20)
        self.patience = patience  # seconds without a single receipt, after which there is no hope
        self.last = time.monotonic()
        self.waiting = iter(sent)
        self.at_once = at_once
        self.accepted: set[str] = set()
        self.answers: Counter[int] = Counter()

    async def send_all(self) -> None:
        await asyncio.gather(*(self._one_after_another() for _ in range(self.at_once)))

    async def _one_after_another(self) -> None:
        for form in self.waiting:
            while form.id not in self.accepted:
                status = await self.client.send(form.request)
                self.answers[status] += 1
                if status == 200:
                    self.accepted.add(form.id)
                    self.last = time.monotonic()
                elif time.monotonic() > self.last + self.patience:
                    sys.exit(f"No receipt for {self.patience:.0f} s; answers {dict(self.answers)}.")
                else:
                    await asyncio.sleep(0.3)


async def break_things(made: Stage, number: int, citizens: "asyncio.Task[None]", done: Counter[str]) -> None:
    """So many faults, one after the other and some at a time: each kind once before any comes again."""
    running: set[asyncio.Task[None]] = set()
    names = list(made.faults())
    random.shuffle(names)
    for place in range(number):
        name = names[place] if place < len(names) else random.choice(names)  # noqa: S311
        done[name.split()[0]] += 1
        if place % 25 == 24:
            print(f"{place + 1} faults", flush=True)
        task = asyncio.ensure_future(made.faults()[name]())
        running.add(task)
        task.add_done_callback(running.discard)
        await asyncio.sleep(random.uniform(0.2, made.seconds))  # noqa: S311
        if citizens.done():
            break
    await asyncio.gather(*running)


async def drain(patience: float) -> None:
    """Wait until nothing is on its way, as long as less and less is."""
    healed = last = told = time.monotonic()
    least = UNKNOWN
    while left := await asyncio.to_thread(waiting):
        if left < least:
            least, last = left, time.monotonic()
            if last > told + 15:
                told = last
                print(f"{left:,} still on their way", flush=True)
        elif time.monotonic() > last + patience:
            sys.exit(f"{left} are on their way, and none arrived for {patience:.0f} s: nothing can be said yet.")
        await asyncio.sleep(0.5)
    print(f"drained {time.monotonic() - healed:.0f} s after the last receipt")


async def run(running: Running, options: argparse.Namespace) -> Judgement:
    sent = await asyncio.to_thread(forms, running, options.number, site=options.site)
    async with AsyncExitStack() as tasks:
        made = await set_up(running, tasks)
        made.seconds = options.seconds
        citizens = Citizens(made, sent, options.at_once, options.patience)
        started, done = time.monotonic(), Counter[str]()
        sending = asyncio.create_task(citizens.send_all())
        await break_things(made, options.faults, sending, done)
        await sending
        took = time.monotonic() - started
        print(
            f"{sum(done.values())} faults ({dict(done)}) in {took:.0f} s; answers {dict(citizens.answers)}", flush=True
        )
        await drain(options.patience)
    return await asyncio.to_thread(judge, citizens.accepted, running.topology.home / "sms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=50_000)
    parser.add_argument("--faults", type=int, default=250)
    parser.add_argument("--seconds", type=float, default=3.0, help="the longest that a fault lasts")
    parser.add_argument("--at-once", type=int, default=12, help="citizens who send at the same time")
    parser.add_argument(
        "--patience", type=float, default=600.0, help="seconds in which nothing arrives, after which to give up"
    )
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    random.seed(options.seed)
    with stage() as running:
        options.site = released_site()
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        found = asyncio.run(run(running, options))
    print(found)
    if not found.is_good:
        sys.exit(1)


if __name__ == "__main__":
    main()
