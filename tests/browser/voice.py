"""What a citizen's and an official's pages are seen with, and the programs that carry what is written on them."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from allimi.embedded.environments import inherited_environment, read_environment
from allimi.embedded.relay import RELAY_ENVIRONMENT
from allimi.embedded.running import Running
from allimi.embedded.steps import run_step
from allimi.embedded.topology import ROOT
from tests.browser.checking import faults_as_shown, html_faults_of

PATIENCE = 60_000  # ms


def until(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE / 1000
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@contextmanager
def relay(topology: Running, **settings: str) -> Iterator[None]:
    """The send-only relay behind its socket; it writes messages to files, unless `settings` say otherwise."""
    places = topology.topology
    socket = places.relay_socket
    command = [sys.executable, "-m", "gunicorn", "allimi.wsgi:application", "--no-control-socket"]
    process = subprocess.Popen(
        [*command, "--bind", f"unix:{socket}"],
        cwd=ROOT,
        env={**inherited_environment(), **read_environment(places.relay / RELAY_ENVIRONMENT), **settings},
    )
    try:
        until(socket.exists)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def work_once(command: str, environment: Path, **settings: str) -> None:
    """One round of a worker, with its own file of variables; `settings` go before what stands there."""
    run_step(
        [sys.executable, str(ROOT / "manage.py"), command, "--once"],
        what=command,
        environment={**read_environment(environment), **settings},
    )


class Watcher:
    """Looks at each page that is passed: accessibility, layout, console, and the HTML as it was sent.

    `errors` is the list in which the page's console and script errors gather.
    """

    def __init__(self, page: Any, errors: list[str]) -> None:
        self.page, self.errors = page, errors
        self.faults: list[str] = []
        self.seen: dict[str, str] = {}  # the name of a page: its HTML
        self._answer: Any = None
        page.context.set_default_timeout(PATIENCE)
        page.on("response", self._keep)

    def __call__(self, page: Any, name: str) -> None:
        html = self._answer.text()
        found = [*self.shown(page), *html_faults_of(html), *self.errors]
        self.errors.clear()
        self.seen[name] = html
        self.faults += [f"{name}: {fault}" for fault in found]

    def shown(self, page: Any) -> list[str]:
        return faults_as_shown(page)

    def _keep(self, response: Any) -> None:
        """The newest page; what only led there is none."""
        if response.request.is_navigation_request() and not 300 <= response.status < 400:
            self._answer = response


class CitizensWatcher(Watcher):
    """With JavaScript or, as it is at first, without; and it sees that nothing is left on the device."""

    def __init__(self, page: Any, errors: list[str], *, javascript: bool = False) -> None:
        super().__init__(page, errors)
        self.javascript = javascript
        self.switch = page.context.new_cdp_session(page)
        self.allow(javascript)

    def allow(self, is_on: bool) -> None:
        self.switch.send("Emulation.setScriptExecutionDisabled", {"value": not is_on})

    def shown(self, page: Any) -> list[str]:
        self.allow(True)  # axe needs it
        found = super().shown(page)
        self.allow(self.javascript)
        if page.context.cookies():
            found.append("leaves a cookie")
        if page.locator("main script").count():
            found.append("has a script")
        return found
