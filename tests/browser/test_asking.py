"""A citizen asks from a telephone, by keyboard and without JavaScript, and reads the receipt; in a real browser.

The public app and the relay run as programs of their own, with their own side's credentials alone.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from allimi.embedded.running import Running
from tests.browser import asking
from tests.browser.apps import public_environment, served
from tests.browser.checking import NoBrowser, launched, page_of
from tests.browser.voice import CitizensWatcher, relay, until
from tests.factories import make_release, make_site


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
def look(origin: str) -> Iterator[CitizensWatcher]:
    """Looks at the page of a telephone. After `origin`: Playwright's loop forbids Django the database."""
    with ExitStack() as stack:
        try:
            browser = stack.enter_context(launched())
        except NoBrowser as error:
            pytest.skip(str(error))
        yield CitizensWatcher(*stack.enter_context(page_of(browser, width=360)))


class Codes:
    """The codes that the relay sent; each is read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read = set(folder.glob("*"))

    def __call__(self) -> str:
        until(lambda: bool(set(self.folder.glob("*")) - self.read))
        (new,) = set(self.folder.glob("*")) - self.read
        self.read.add(new)
        found = re.search(r"\b\d{7}\b", new.read_text(encoding="utf-8"))
        assert found
        return found[0]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_citizen_asks_by_keyboard_and_opens_what_the_city_says(
    look: CitizensWatcher, origin: str, site: str, language: str, topology: Running
) -> None:
    page, keyboard = look.page, asking.Keyboard(look.page)
    codes = Codes(topology.topology.log / "messages")
    receipt = asking.ask(keyboard, origin, look, language=language, site=site, number="010-1234-5678", code=codes)
    topology.manage("collect", "--once")
    status = f"{origin}{asking.prefix_of(language)}/ask/status/"
    asking.look_up(keyboard, status, look, receipt=receipt, until=".letters li")
    look(page, "status")
    assert receipt[0] in page.locator("h1").inner_text()
    assert look.faults == []


def test_a_tip_is_anonymous_and_a_site_is_looked_for(look: CitizensWatcher, origin: str) -> None:
    asking.tip(look.page, origin, look)
    assert look.faults == []
    assert look.page.locator(".receipt code").count() == 2
