"""What the manuals' pictures show of the demo city, and a server that has it."""

import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from allimi.embedded.apps import INTERNAL_ENVIRONMENT
from allimi.embedded.environments import inherited_environment, read_environment
from allimi.embedded.home import is_held
from allimi.embedded.topology import ROOT, Topology, topology_from
from tests.manual.places import Scene

START_SECONDS = 1800  # databases, the wall and the demo data on a slow machine


class NoServer(Exception):
    """The demo's server could not be started; the message says what it told last."""


@contextmanager
def demo_server(environment: Mapping[str, str]) -> Iterator[Topology]:
    """The server that runs in ALLIMI_HOME; where none does, one in a folder of its own that goes with it."""
    running = topology_from(environment)
    if is_held(running):
        yield running
        return
    with tempfile.TemporaryDirectory(prefix="allimi-manual-") as folder, _free_ports(3) as ports:
        names = ("ALLIMI_PUBLIC_PORT", "ALLIMI_INTERNAL_PORT", "ALLIMI_REPORTERS_PORT")
        own = {"ALLIMI_HOME": f"{folder}/home", **dict(zip(names, map(str, ports), strict=True))}
        Path(folder).chmod(0o755)
        yield from _started({**environment, **own})


def _started(environment: Mapping[str, str]) -> Iterator[Topology]:
    topology = topology_from(environment)
    process = subprocess.Popen([ROOT / "script" / "server"], env=dict(environment))
    try:
        for origin in (topology.public_origin, topology.internal_origin, topology.reporters_origin):
            _wait_for(f"{origin}/readyz", process, "script/server")
        yield topology
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=120)


@contextmanager
def training_desk(topology: Topology) -> Iterator[str]:
    """The origin of the same desk as a training ground has it: its pages are there, and its banner.

    The exercises are only looked at; nobody's data is set back.
    """
    with _free_ports(1) as [port]:
        inside = read_environment(topology.inside / INTERNAL_ENVIRONMENT)
        environment = {**inherited_environment(), **inside, "ALLIMI_TRAINING": "true"}
        command = [sys.executable, "-m", "gunicorn", "allimi.wsgi:application", "--no-control-socket"]
        process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}", "--threads", "4"], cwd=ROOT, env=environment
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/readyz", process, "the training's desk")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait_for(address: str, process: subprocess.Popen, name: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise NoServer(f"{name} ended with {process.returncode}; the lines above say why.")
        try:
            with urlopen(address, timeout=20):
                return
        except (URLError, HTTPException, OSError):
            time.sleep(1)
    raise NoServer(f"{address} did not answer within {START_SECONDS} s.")


@contextmanager
def _free_ports(number: int) -> Iterator[list[int]]:
    """Ports that nobody has at this moment."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _each in range(number)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        found = [probe.getsockname()[1] for probe in probes]
    yield found


def demo_scene() -> Scene:
    """A site where a contractor has reported, and of each matter the first that the demo has."""
    from django.utils.timezone import localdate

    from casework.models import Case, CaseState
    from desk.demo.officials import demo_login
    from desk.models import DRAFT_MODELS, Role
    from desk.roles import visible_drafts
    from disclosures.models import Release
    from sites.models import District
    from surveys.models import Survey

    approver = demo_login(Role.APPROVER)
    progress = DRAFT_MODELS["progress"]._default_manager
    reported = progress.reported().order_by("pk")[0]
    waiting = [
        draft
        for model in DRAFT_MODELS.values()
        for draft in visible_drafts(approver, model._default_manager.submitted()).order_by("pk")
        if not draft.has_hand_of(approver)
    ]
    drafts = {
        "reported": reported,
        "released": progress.for_site(reported.managed_site).filter(state="released").latest("as_of_on"),
        # A correction shows most: what was before, and what is after.
        "submitted": max(waiting, key=lambda draft: draft.version),
    }
    corrected = Release.objects.filter(version__gt=1, kind="progress").order_by("pk")[0]
    keys: dict[str, int | str] = {
        "item": str(corrected.item),
        "editor": demo_login(Role.EDITOR).pk,
        "case": Case.objects.filter(state=CaseState.HANDLING, post="complaint").order_by("pk")[0].number,
        "submitted-case": Case.objects.filter(state=CaseState.SUBMITTED).order_by("pk")[0].number,
        "asking": Survey.objects.for_pages().open_on(localdate()).order_by("pk")[0].pk,
        "district": District.objects.order_by("code")[0].pk,
    }
    return Scene(reported.managed_site, drafts, keys)
