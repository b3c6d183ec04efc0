"""Accessibility and layout of the desk's pages in a real browser, each as one sees it who may open it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from allimi.embedded.running import Running
from desk.models import Role
from tests.browser.apps import desk_environment, reporters_environment, served
from tests.browser.checking import NoBrowser, faults_of, launched, page_of
from tests.factories import make_draft, make_submitted
from tests.internal.addresses import POST_ONLY, URLS, Samples
from tests.internal.personas import ANONYMOUS, OUTSIDER, PERSONAS, World
from tests.internal.who_may import allowed
from tests.reporters.desk import PASSWORD, make_field

WIDTHS = (360, 1280)
# Of fourteen kinds' forms those that differ; lists, histories and the plain admin's pages are alike.
_LIKE_OTHERS = re.compile(
    r"admin:desk_(?!(progress|location|photo)draft_change$)\w+draft_\w+"
    r"|admin:(auth|axes|sites)_\w+|admin:\w+_(history|delete)|admin:(desk_\w+_add|jsi18n|logout|autocomplete)"
    r"|admin:desk-(file|audit-csv|spreadsheet-download|spreadsheet-cells)|admin:casework-arrived-file|link-receive|/.*"
    r"|admin:newsroom-mail"  # in a frame of the review's page; scripts, axe's too, may not run in it
    r"|mfa_(authenticate|login_webauthn|download_recovery_codes)"
)


@dataclass(frozen=True)
class Desk:
    origin: str
    cookies: dict[str, str]  # persona: the key of a session
    addresses: dict[str, list[str]]  # persona: what is looked at as this one


@pytest.fixture(scope="module")
def desk(topology: Running, django_db_blocker: DjangoDbBlocker) -> Iterator[Desk]:
    with django_db_blocker.unblock():
        world = World()
        addresses = _addresses(world)
        cookies = {
            persona: world.client(persona).cookies[settings.SESSION_COOKIE_NAME].value
            for persona in addresses
            if persona != ANONYMOUS
        }
    environment = desk_environment(topology.topology)
    with served(topology, environment, ALLIMI_SECOND_FACTOR="offered") as origin:
        yield Desk(origin, cookies, addresses)


def _addresses(world: World) -> dict[str, list[str]]:
    """Every page that is shaped here, under the first persona who may open it."""
    samples = Samples(world)
    waiting = make_submitted("progress", site=world.site, by=world.officials[Role.EDITOR])
    begun = make_draft("location", site=world.site, by=world.officials[Role.EDITOR])
    found: dict[str, list[str]] = defaultdict(list)
    for name, arguments in URLS:
        may = [persona for persona in PERSONAS if persona in allowed(name) and persona != OUTSIDER]
        if may and _is_looked_at(name):
            found[may[0]].append(samples.url(name, arguments))
    found[Role.EDITOR.value] += [
        reverse("admin:index"),
        reverse("admin:desk-progress-grid") + "?all=1",
        reverse("admin:desk_locationdraft_change", args=[begun.pk]),
        reverse("admin:desk_progressdraft_add"),
    ]
    found[Role.APPROVER.value] += [
        reverse("admin:index"),
        reverse("admin:desk-queue"),
        reverse("admin:desk-review", args=["progress", waiting.pk]),
        reverse("admin:desk-approve") + "?everything=1",
    ]
    return dict(found)


def _is_looked_at(name: str) -> bool:
    own = name.startswith(("admin:", "mfa_", "account_"))
    return own and name not in POST_ONLY and not _LIKE_OTHERS.fullmatch(name)


def test_desk_pages_have_no_accessibility_violation_no_error_and_no_sideways_scroll(desk: Desk) -> None:
    faults = []
    with ExitStack() as stack:
        try:
            browser = stack.enter_context(launched())
        except NoBrowser as error:
            pytest.skip(str(error))
        for persona, addresses in desk.addresses.items():
            page, errors = stack.enter_context(page_of(browser, width=WIDTHS[0]))
            if key := desk.cookies.get(persona):
                page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": desk.origin}])
            for address in addresses:
                found = faults_of(page, desk.origin + address, errors, widths=WIDTHS)
                faults += [f"{address} ({persona}): {fault} {width}" for fault, width in found.items()]
                assert persona == ANONYMOUS or "/admin/login/" not in page.url, address
    assert faults == []


def test_a_reporters_pages_have_none_either(live: Running) -> None:
    field = make_field()
    draft = make_draft("progress", site=field.site, by=field.reporter)
    addresses = [
        "/admin/",
        f"/admin/desk/managedsite/{field.site.pk}/change/",
        f"/admin/desk/progressdraft/{draft.pk}/change/",
        f"/admin/desk/photos/{field.site.pk}/",
    ]
    faults = []
    with ExitStack() as stack:
        origin = stack.enter_context(served(live, reporters_environment(live.topology)))
        try:
            browser = stack.enter_context(launched())
        except NoBrowser as error:
            pytest.skip(str(error))
        page, errors = stack.enter_context(page_of(browser, width=WIDTHS[0]))
        page.goto(f"{origin}/admin/")
        page.locator("#id_login").fill(field.reporter.username)
        page.locator("#id_password").fill(PASSWORD)
        page.locator("#id_password").press("Enter")
        page.wait_for_url(f"{origin}/admin/")
        for address in addresses:
            found = faults_of(page, origin + address, errors, widths=WIDTHS)
            faults += [f"{address}: {fault} {width}" for fault, width in found.items()]
    assert faults == []
