"""A citizen asks from a telephone, by keyboard and without JavaScript, and reads the receipt; in a real browser.

The public app and the relay run as programs of their own, with their own side's credentials alone.
"""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from allimi.embedded.environments import inherited_environment, read_environment
from allimi.embedded.relay import RELAY_ENVIRONMENT
from allimi.embedded.running import Running
from allimi.embedded.topology import ROOT
from tests.browser import asking
from tests.browser.apps import public_environment, served
from tests.browser.checking import NoBrowser, faults_as_shown, launched
from tests.factories import make_release, make_site

PATIENCE = 60_000  # ms


@pytest.fixture(scope="module")
def site(topology: Running, django_db_blocker: DjangoDbBlocker) -> str:
    with django_db_blocker.unblock():
        made = make_site()
        make_release("site", site=made, name="물어볼 공사", name_en="Works to ask about")
    return made.code


@pytest.fixture(scope="module")
def origin(topology: Running, site: str) -> Iterator[str]:
    topology.manage("collectstatic", "--no-input", "--verbosity=0", public=True)
    with relay(topology), served(topology, public_environment(topology.topology)) as origin:
        yield origin


@pytest.fixture
def phone(origin: str) -> Iterator[Any]:
    """A page of a telephone. After `origin`: Playwright's loop forbids Django the database."""
    with ExitStack() as stack:
        try:
            browser = stack.enter_context(launched())
        except NoBrowser as error:
            pytest.skip(str(error))
        context = browser.new_context(viewport={"width": 360, "height": 800})
        context.set_default_timeout(PATIENCE)
        yield context.new_page()
        context.close()


@contextmanager
def relay(topology: Running) -> Iterator[None]:
    """The send-only relay behind its socket; it writes messages to files."""
    places = topology.topology
    socket = places.relay_socket
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "allimi.wsgi:application",
            "--no-control-socket",
            "--bind",
            f"unix:{socket}",
        ],
        cwd=ROOT,
        env={**inherited_environment(), **read_environment(places.relay / RELAY_ENVIRONMENT)},
    )
    try:
        _until(socket.exists)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE / 1000
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


class Watcher:
    """Keeps JavaScript off, and looks at each page that is passed: accessibility, layout, that nothing is left."""

    def __init__(self, page: Any) -> None:
        self.faults: list[str] = []
        self.switch = page.context.new_cdp_session(page)
        self.allow(False)

    def allow(self, is_on: bool) -> None:
        self.switch.send("Emulation.setScriptExecutionDisabled", {"value": not is_on})

    def __call__(self, page: Any, name: str) -> None:
        self.allow(True)  # axe needs it
        found = faults_as_shown(page)
        self.allow(False)
        if page.context.cookies():
            found.append("leaves a cookie")
        if page.locator("main script").count():
            found.append("has a script")
        self.faults += [f"{name}: {fault}" for fault in found]


class Codes:
    """The codes that the relay sent; each is read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read = set(folder.glob("*"))

    def __call__(self) -> str:
        _until(lambda: bool(set(self.folder.glob("*")) - self.read))
        (new,) = set(self.folder.glob("*")) - self.read
        self.read.add(new)
        found = re.search(r"\b\d{7}\b", new.read_text(encoding="utf-8"))
        assert found
        return found[0]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_citizen_asks_by_keyboard_and_opens_what_the_city_says(
    phone: Any, origin: str, site: str, language: str, topology: Running
) -> None:
    look, places = Watcher(phone), topology.topology
    codes = Codes(places.log / "messages")
    receipt = asking.ask(phone, origin, look, language=language, site=site, number="010-1234-5678", code=codes)
    topology.manage("collect", "--once")
    _until(lambda: _is_there(phone, origin, look, language, receipt))
    look(phone, "status")
    assert phone.locator(".letters li").count() >= 1
    assert receipt[0] in phone.locator("h1").inner_text()
    assert look.faults == []


def _is_there(page: Any, origin: str, look: Watcher, language: str, receipt: tuple[str, str]) -> bool:
    """The letter crosses the wall a moment after it was written."""
    asking.look_up(page, origin, look, language=language, receipt=receipt)
    return bool(page.locator(".letters").count())


def test_a_tip_is_anonymous_and_a_site_is_looked_for(phone: Any, origin: str) -> None:
    look = Watcher(phone)
    asking.tip(phone, origin, look)
    assert look.faults == []
    assert phone.locator(".receipt code").count() == 2
