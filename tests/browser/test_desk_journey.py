"""A month's progress of ten sites, from an official's fingerprint to a citizen's telephone, in a real browser.

`script/test tests/browser/test_desk_journey.py -s` prints the clicks, and how long hands and machine took.
"""

import datetime
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from allimi.embedded.running import Running
from desk import actions
from desk.models import ManagedSite, Official, Role
from desk.signing_in import proof
from tests.browser.apps import desk_environment, public_environment, served
from tests.browser.checking import NoBrowser, launched, page_of
from tests.browser.hands import Person, give_fingerprint
from tests.factories import make_department, make_official, make_site, make_submitted
from tests.internal.personas import make_persona

SITES = 10
CLICKS = 40  # at most, for all three people together
PASSWORD = "흙과-철근-사이의-봄-21"
_METHODS = "account_authentication_methods"


@dataclass
class Month:
    """A department whose ten sites owe this month's progress, and who sees to it."""

    editor: Official
    approver: Official
    sites: list[ManagedSite]


@pytest.fixture(scope="module")
def origins(topology: Running) -> Iterator[dict[str, str]]:
    """The desk as a city runs it, where a password alone opens nothing, and what citizens read."""
    topology.manage("collectstatic", "--no-input", "--verbosity=0", public=True)
    with ExitStack() as stack:
        public = stack.enter_context(served(topology, public_environment(topology.topology)))
        origin = {"ALLIMI_SECOND_FACTOR": "required", "ALLIMI_PUBLIC_ORIGIN": public}
        desk = stack.enter_context(served(topology, desk_environment(topology.topology), **origin))
        yield {"desk": f"{desk}/admin/", "public": public}


@pytest.fixture
def month(live: Running) -> Month:
    department = make_department(name="시설국 토목부")
    editor, approver = (make_persona(role, department, post=role.label) for role in (Role.EDITOR, Role.APPROVER))
    for official in (editor, approver):
        official.set_password(PASSWORD)
        official.save()
    day = timezone.localdate() - datetime.timedelta(days=65)
    sites = [make_site(by=editor, name=f"{editor.pk}호선 연장 {number + 1}공구") for number in range(SITES)]
    drafts = []
    for site in sites:
        drafts.append(make_submitted("site", site=site, by=editor, name=site.name, as_of_on=day))
        drafts.append(make_submitted("progress", site=site, by=editor, as_of_on=day))
    actions.release_drafts(drafts=drafts, by=make_official(post="팀장"), now=timezone.now())
    return Month(editor, approver, sites)


@pytest.mark.parametrize(("width", "way"), [(360, "typed"), (1280, "typed"), (1280, "pasted")])
def test_a_months_progress_goes_from_a_fingerprint_to_a_citizen(
    origins: dict[str, str], month: Month, width: int, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Playwright has an event loop in this thread; the tables are still asked by this thread alone.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with ExitStack() as stack:
        try:
            browser = stack.enter_context(launched())
        except NoBrowser as error:
            pytest.skip(str(error))
        editor, approver, citizen = (stack.enter_context(a_person(browser, width)) for _each in range(3))
        for person, official in ((editor, month.editor), (approver, month.approver)):
            set_up_passkey(person, origins["desk"], official)
        people = Person(editor.page), Person(approver.page), Person(citizen.page)
        enter_a_month(people[0], origins["desk"], month.sites if way == "pasted" else [])
        approve_it(people[1], origins["desk"])
        read_it(people[2], origins["public"], month.sites[-1])
    clicks = sum(person.clicks for person in people)
    machine = people[2].machine_seconds
    hands = sum(person.hand_seconds for person in people)
    print(f"\n{width} px, {way}: {clicks} clicks, {sum(person.keys for person in people)} keys; ", end="")
    print(f"practised hands {hands:.0f} s (keystroke-level model), machine {machine:.0f} s")
    assert clicks <= CLICKS


@contextmanager
def a_person(browser: Any, width: int) -> Iterator[Person]:
    """Somebody with a browser of his own and a finger; no page of his may have an error."""
    with page_of(browser, width=width) as (page, errors):
        give_fingerprint(page)
        yield Person(page)
        assert errors == []


def set_up_passkey(person: Person, desk: str, official: Official) -> None:
    """The first day: with the password that the administrator gave, which opens nothing but this."""
    page = person.page
    page.goto(f"{desk}desk/queue/")
    page.locator("#id_login").fill(official.username)
    page.locator("#id_password").fill(PASSWORD)
    person.click(person.button(_("Sign in with a password")))
    page.wait_for_url("**/admin/my/")
    person.click(person.link(_("Set up a passkey")))
    person.click(person.button(_("Set up a passkey on this device")))
    person.click(person.link(_("I have kept them: to the desk")))
    page.wait_for_url(desk)
    page.locator("#logout-form button").click()
    assert official.username not in page.goto(desk).text()
    assert [factor.type for factor in proof.second_factors(official)] == ["webauthn"]


def sign_in(person: Person, desk: str) -> None:
    person.page.goto(desk)
    person.click(person.button(_("Sign in with a passkey")))
    person.page.wait_for_url(desk)


def enter_a_month(person: Person, desk: str, to_paste: list[ManagedSite]) -> None:
    sign_in(person, desk)
    person.click(person.link(_("Progress of many sites")))
    assert person.page.locator(".desk-grid tbody tr").count() == SITES
    if to_paste:
        paste_percentages(person, to_paste)
    else:
        type_percentages(person)
    person.click(person.button(_("Save and hand in")))
    person.page.locator(".messagelist .success").wait_for()
    assert str(SITES) in person.page.locator(".messagelist .success").inner_text()


def type_percentages(person: Person) -> None:
    """Down one column and down the other, as one reads the figures off a list."""
    for column, percent in (("planned_percent", "66.5"), ("actual_percent", "65.1")):
        person.click(person.page.locator(f".desk-grid input[name$={column}]").first)
        for _row in range(SITES):
            person.type(percent)
            person.press("Enter")


def paste_percentages(person: Person, sites: list[ManagedSite]) -> None:
    """Rows of a spreadsheet: there the first and the last are clicked and copied, and the window is changed."""
    person.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    rows = "\n".join(f"{site.code}\t66.5\t65.1" for site in sites)
    person.page.evaluate("(text) => navigator.clipboard.writeText(text)", rows)
    person.clicks, person.keys, person.thoughts = person.clicks + 2, person.keys + 4, person.thoughts + 3
    person.click(person.page.locator(".desk-grid input").first)
    person.press("Control+V")


def approve_it(person: Person, desk: str) -> None:
    """Read together and released together; by then the last proof of who sits there is too old."""
    sign_in(person, desk)
    person.click(person.link(_("Review queue")))
    person.click(person.button(_("Read and approve the first %(number)s of all shown by this filter") % {"number": 30}))
    assert person.page.locator(".desk-card").count() == SITES
    let_the_proof_grow_old(person.page)
    person.click(person.button(_("Release the ticked ones")))
    person.click(person.button(_("Use the passkey")))
    person.page.locator(".messagelist .success").wait_for()
    assert str(SITES) in person.page.locator(".messagelist .success").inner_text()


def let_the_proof_grow_old(page: Any) -> None:
    """Six minutes pass between signing in and deciding."""
    cookie = next(each for each in page.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME)
    session = import_module(settings.SESSION_ENGINE).SessionStore(session_key=cookie["value"])
    session[_METHODS] = [{**record, "at": record["at"] - 360} for record in session[_METHODS]]
    session.save()


def read_it(person: Person, public: str, site: ManagedSite) -> None:
    """Found by its name, outside: what was released has crossed the wall."""
    person.page.goto(public)
    person.click(person.page.locator("#q"))
    person.type(site.name)
    person.press("Enter")
    person.click(person.link(site.name))
    reports = person.page.locator("table.reports").first
    for _second in range(20):
        if "65.1" in reports.inner_text():
            return
        person.page.wait_for_timeout(250)
        person.page.reload()
    pytest.fail("the new figure did not reach the public page")
