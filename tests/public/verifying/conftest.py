"""The real relay, as script/server runs it, before a gateway on loopback that takes messages."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from pytest_django import Settings

from allimi.embedded.apps import app_programs
from allimi.embedded.environments import inherited_environment, read_environment
from allimi.embedded.relay import RELAY_ENVIRONMENT
from allimi.embedded.running import Running
from complaints.verifying import proofs

from .loopback import Asked, Loopback, serving
from .visit import Visit


@dataclass
class Gateway:
    """What the SMS gateway took, and how it answers."""

    server: Loopback
    status: int = 200
    taken: list[Asked] = field(default_factory=list)

    def code_for(self, number: str) -> str:
        """The code in the next message to a number."""
        while True:
            asked = self.server.next()
            if asked.body["to"] == number:
                found = re.search(r"\d{7}", asked.body["text"])
                assert found, asked.body["text"]
                return found[0]

    def sent_to(self, number: str) -> int:
        return sum(asked.body["to"] == number for asked in self.server.asked)


@dataclass(frozen=True)
class Relay:
    address: str
    token: str
    log: Path


@pytest.fixture(scope="session")
def sms() -> Iterator[Gateway]:
    gateway: Gateway

    def answer(asked: Asked) -> tuple[int, dict[str, str]]:
        return gateway.status, {"reference": "r"}

    with serving(answer) as server:
        gateway = Gateway(server)
        yield gateway


@pytest.fixture(scope="session")
def relay(topology: Running, sms: Gateway, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    """The relay's own program and environment, but for where its messages go."""
    places = topology.topology
    [program] = [program for program in app_programs(places) if program.name == "relay"]
    command = program.command[program.command.index(sys.executable, 1) :]
    environment = read_environment(places.relay / RELAY_ENVIRONMENT)
    environment["ALLIMI_RELAY_BACKEND"] = f"messaging.backends.gateway.Backend?url={sms.server.address}/messages"
    log = tmp_path_factory.mktemp("relay") / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env={**inherited_environment(), **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        for _ in range(400):
            if places.relay_socket.exists():
                break
            assert process.poll() is None, log.read_text()
            time.sleep(0.05)
        yield Relay(f"unix:{places.relay_socket}", environment["ALLIMI_RELAY_TOKEN"], log)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


@pytest.fixture
def sending(relay: Relay, live: Running, settings: Settings) -> Relay:
    """The public app knows the relay."""
    settings.RELAY_URL, settings.RELAY_TOKEN = relay.address, relay.token
    return relay


@pytest.fixture
def visit(live: Running) -> Iterator[Visit]:
    """A browser that reads English."""
    with translation.override("en"):
        yield Visit(headers={"Origin": "http://testserver"})


@pytest.fixture(autouse=True)
def proofs_anew() -> Iterator[None]:
    """Each test's own settings.PROOFS."""
    proofs.proofs.cache_clear()
    yield
    proofs.proofs.cache_clear()
