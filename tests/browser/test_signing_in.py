"""A passkey in a real browser, with a virtual authenticator: set up, sign in, prove it again, approve."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Group
from pytest_django import DjangoDbBlocker, Settings

from desk.models import Role
from tests.browser.checking import page_of
from tests.browser.conftest import Pages
from tests.factories import make_official, make_release, make_site, make_submitted

PASSWORD = "푸른-다리-위의-고양이-7"
PATIENCE = 120_000  # ms
# As the computer of an office: built in, unlocked by a PIN, keeping the key in itself.
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass(frozen=True)
class Case:
    origin: str
    username: str
    review: str


@pytest.fixture
def case(pages: Pages, django_db_blocker: DjangoDbBlocker) -> Case:
    """An approver with a password, and a report that waits for him. Passkeys want a name, not an address."""
    with django_db_blocker.unblock():
        editor = make_official()
        site = make_site(by=editor)
        make_release("site", site=site)
        draft = make_submitted("progress", site=site, by=editor)
        approver = make_official(department=editor.department, is_staff=True, full_name="박승인", post="팀장")
        approver.set_password(PASSWORD)
        approver.save()
        approver.groups.set([Group.objects.get(name=Role.APPROVER.value)])
    origin = pages.origin.replace("127.0.0.1", "localhost")
    return Case(origin, approver.username, f"{origin}/admin/desk/review/progress/{draft.pk}/")


@pytest.fixture
def page(case: Case, browser: Any) -> Iterator[Any]:
    with page_of(browser, width=1280) as (page, _errors):
        plug_in(page)
        yield page


def plug_in(page: Any) -> None:
    """An authenticator without keys, before a browser that has time: the machine may be busy with other tests."""
    page.set_default_timeout(PATIENCE)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def sign_in_by_password(page: Any, case: Case) -> None:
    page.goto(f"{case.origin}/admin/")
    page.get_by_label("아이디").or_(page.get_by_label("User ID")).fill(case.username)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("form:has(input[type=password]) button").click()
    page.wait_for_url(f"{case.origin}/admin/")


def set_up_passkey(page: Any, case: Case) -> None:
    page.goto(f"{case.origin}/admin/my/passkeys/add/")
    page.locator("#passkey-add").click()
    page.wait_for_url(f"{case.origin}/admin/my/codes/")
    assert page.locator(".desk-codes li").count() == 10


def test_a_passkey_signs_in_and_releases(case: Case, page: Any, settings: Settings) -> None:
    sign_in_by_password(page, case)
    set_up_passkey(page, case)
    page.locator("#logout-form button").click()
    page.goto(case.review)
    page.locator("#passkey-sign-in").click()
    page.wait_for_url(case.review)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0  # six minutes later
    page.locator("input[name=approve]").click()
    page.wait_for_url(f"{case.origin}/admin/sign-in/again/passkey/**")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    page.locator("#passkey-again").click()
    page.wait_for_url(lambda url: "again" not in url)
    assert page.locator(".messagelist .success").count() == 1


def test_a_passkey_that_is_not_used_is_told_in_words(case: Case, page: Any) -> None:
    page.goto(f"{case.origin}/admin/login/")
    trouble = page.locator("#passkey-trouble")
    assert trouble.is_hidden()
    page.locator("#passkey-sign-in").click()  # this authenticator has none
    trouble.wait_for(state="visible")
