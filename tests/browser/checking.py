"""What must hold of every page in a real browser."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import html5lib
from axe_playwright_python.sync_playwright import Axe
from html5lib.html5parser import ParseError

from tests.browser.weighing import answers_to, weight_faults

HEIGHT = 800
RULES = {
    "resultTypes": ["violations"],
    "preload": False,  # it writes styles into the page, which the page forbids; no rule of ours reads them
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDTHS = (320, 360, 1280)


class NoBrowser(Exception):
    """No browser can be driven on this machine; the message says what to install."""


def chromium() -> str:
    """The browser's program: the system's, else Playwright's own, which script/test fetches. Raises NoBrowser."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if program := shutil.which(name):
            return program
    folder = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    for own in sorted(Path(folder).glob("chromium_headless_shell-*/*/*headless*shell")) if folder else ():
        return str(own)
    raise NoBrowser("NO BROWSER: install chromium (Debian: apt-get install chromium) to check pages in a real one.")


@contextmanager
def launched() -> Iterator[Any]:
    """A running browser. Raises NoBrowser."""
    from playwright.sync_api import sync_playwright

    program = chromium()
    try:
        playwright = sync_playwright().start()
    except Exception as error:  # Playwright raises nothing narrower when its driver does not start
        raise NoBrowser(
            f"NO BROWSER: Playwright's driver does not start ({error}). Debian: apt-get install libatomic1"
        ) from error
    try:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield browser
        browser.close()
    finally:
        playwright.stop()


@contextmanager
def page_of(browser: Any, *, width: int, scheme: str = "light") -> Iterator[tuple[Any, list]]:
    """A page and the list in which its console and script errors gather. A 404 that was asked for is no error."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda told: errors.append(told.text) if _is_fault(told) else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page, errors
    context.close()


def faults_of(
    page: Any,
    address: str,
    errors: list[str],
    *,
    widths: tuple[int, ...] = (),
    javascript: bool = True,
    is_weighed: bool = False,
) -> dict[str, str]:
    """Goes to the address and says what is wrong there, each fault with the first width that shows it.

    Without widths the window stays as it is. Citizens' pages are weighed, since they pay for each byte.
    """
    errors.clear()
    with answers_to(page) as answers:
        answer = _went(page, address, javascript=javascript)
    if answer is None or answer.status >= 500:
        return {f"answers {answer.status if answer else 'nothing'}": ""}
    faults = dict.fromkeys(weight_faults(page, answers) if is_weighed else (), "")
    for width in widths or (page.viewport_size["width"],):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for fault in faults_as_shown(page):
            faults.setdefault(fault, f"{width} px")
    return faults | dict.fromkeys(errors, "")


def _went(page: Any, address: str, *, javascript: bool) -> Any:
    """Loads the page. Without JavaScript it is off while the page loads, and on again for axe, which needs it."""
    switch = page.context.new_cdp_session(page)
    switch.send("Emulation.setScriptExecutionDisabled", {"value": not javascript})
    answer = page.goto(address)
    switch.send("Emulation.setScriptExecutionDisabled", {"value": False})
    switch.detach()
    return answer


def faults_as_shown(page: Any) -> list[str]:
    """What is wrong with the page that is open, at the width that it has."""
    found = Axe().run(page, options=RULES).response["violations"]
    faults = [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]
    return [*faults, "scrolls sideways"] if page.evaluate(OVERFLOW) > 0 else faults


def html_faults_of(html: str) -> list[str]:
    """What the parser of the HTML standard stumbles over first."""
    try:
        html5lib.HTMLParser(strict=True).parse(html)
    except ParseError as error:
        return [f"HTML: {error}"]
    return []


def nu_faults_of(vnu: Path, folder: Path) -> list[str]:
    """What the Nu HTML checker, of which this is the jar, finds in the folder's files."""
    java = shutil.which("java")
    if java is None:
        return ["the Nu HTML checker needs java"]
    files = sorted(str(path) for path in folder.iterdir())
    command = [java, "-jar", str(vnu), "--errors-only", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [line.rpartition("/")[2] for line in done.stderr.splitlines() if line]


def _is_fault(told: Any) -> bool:
    return told.type in ("error", "warning") and "status of 4" not in told.text
