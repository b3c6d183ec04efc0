"""Entering in a real browser: what is typed survives, cells are pasted, thirty photos are dropped."""

import datetime
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoDbBlocker

from desk.actions import release_drafts
from desk.models import ManagedSite, Role
from tests.browser.checking import faults_of, page_of
from tests.browser.conftest import Pages
from tests.factories import make_department, make_official, make_site, make_submitted
from tests.internal.personas import signed_in

COOKIE = "allimi_desk"


@dataclass(frozen=True)
class Desk:
    origin: str
    session: str
    sites: tuple[ManagedSite, ...]

    @property
    def cookie(self) -> dict[str, str]:
        return {"name": COOKIE, "value": self.session, "url": self.origin}

    def url(self, name: str, *arguments: object, query: str = "") -> str:
        return f"{self.origin}{reverse(f'admin:{name}', args=arguments)}{query}"


@pytest.fixture
def desk(pages: Pages, django_db_blocker: DjangoDbBlocker) -> Desk:
    """An editor who is signed in, and two sites whose reports are late."""
    with django_db_blocker.unblock():
        department = make_department()
        editor, boss = make_official(department=department, is_staff=True), make_official(post="팀장")
        editor.groups.set([Group.objects.get(name=Role.EDITOR.value)])
        day = timezone.localdate() - datetime.timedelta(days=70)
        sites = []
        for number in (1, 2):
            site = make_site(by=editor, name=f"브라우저로 {number}번째 공구")
            drafts = [make_submitted(kind, site=site, by=editor, as_of_on=day) for kind in ("site", "progress")]
            release_drafts(drafts=drafts, by=boss, now=timezone.now())
            sites.append(site)
        session = signed_in(editor).cookies[COOKIE].value
    return Desk(pages.origin, session, tuple(sites))


@pytest.fixture
def page(desk: Desk, browser: Any) -> Iterator[Any]:
    with page_of(browser, width=360) as (page, errors):
        page.context.add_cookies([desk.cookie])
        yield page
        assert errors == []


def new_report(desk: Desk) -> str:
    return desk.url("desk_progressdraft_add", query=f"?managed_site={desk.sites[0].pk}&copy=last")


def told(page: Any, words: str) -> None:
    page.locator("#desk-autosave", has_text=re.compile(words)).wait_for()


def test_a_page_of_the_desk_asks_the_desk_for_nothing_more(page: Any, desk: Desk) -> None:
    """Every answer of the desk renews the session: one that comes late would sign in again who has just signed out."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(new_report(desk))
    icon = page.locator("link[rel=icon]").get_attribute("href")
    assert page.request.get(f"{desk.origin}{icon}").status == 200
    beside = [url for url in asked if "/static/" not in url and not url.startswith("data:")]
    assert [url.removeprefix(desk.origin) for url in beside if "jsi18n" not in url] == [
        new_report(desk).removeprefix(desk.origin)
    ]


def test_what_was_typed_survives_a_dead_browser(page: Any, desk: Desk, browser: Any) -> None:
    page.goto(new_report(desk))
    page.fill("#id_gap_reason", "암반이 나와 굴착이 늦어졌습니다.")
    told(page, r"\d\d:\d\d")
    page.context.close()
    with page_of(browser, width=1280) as (another, _errors):
        another.context.add_cookies([desk.cookie])
        another.goto(new_report(desk))
        assert another.input_value("#id_gap_reason") == ""
        another.locator("#desk-restore a").click()
        another.wait_for_url("**restore=1**")
        assert another.input_value("#id_gap_reason") == "암반이 나와 굴착이 늦어졌습니다."
        another.locator("input[name=_save]").click()
        another.wait_for_url("**/managedsite/**")
        another.goto(new_report(desk))
        assert another.locator(".desk-restore").count() == 0


def test_what_was_typed_survives_a_lost_session(page: Any, desk: Desk) -> None:
    page.goto(new_report(desk))
    page.context.clear_cookies(name=COOKIE)
    page.fill("#id_gap_reason", "민원 협의로 늦어졌습니다.")
    page.locator("#desk-autosave a").wait_for()  # says that one is signed out, and where to sign in
    page.locator("input[name=_save]").click()
    page.wait_for_url("**login**")
    page.context.add_cookies([desk.cookie])
    page.goto(new_report(desk))
    assert page.input_value("#id_gap_reason") == ""
    page.locator("#content .desk-restore button").first.click()
    assert page.input_value("#id_gap_reason") == "민원 협의로 늦어졌습니다."


def test_cells_of_a_spreadsheet_are_pasted_into_the_grid_and_handed_in(page: Any, desk: Desk) -> None:
    page.goto(desk.url("desk-progress-grid"))
    first, second = (f"input[name=s{site.pk}-planned_percent]" for site in desk.sites)
    page.focus(first)
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }""",
        "71.5\t70.25\t\n72\t69\t암반 출현\n",
    )
    assert (page.input_value(first), page.input_value(second)) == ("71.5", "72")
    page.focus(first)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == f"s{desk.sites[1].pk}-planned_percent"
    page.locator("input[name=_submit]").click()
    page.locator(".messagelist .success").wait_for()
    assert page.locator("input.desk-percent").count() == 0


def test_thirty_photos_are_dropped_and_each_tells_its_outcome(page: Any, desk: Desk) -> None:
    files = []
    for number in range(30):
        buffer = io.BytesIO()
        Image.new("RGB", (48, 32), (number * 8, 60, 60)).save(buffer, "JPEG")
        files.append({"name": f"IMG_{number}.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()})
    files[4]["buffer"] = b"MZ no picture"
    page.goto(desk.url("desk-photos", desk.sites[0].pk))
    page.fill("#id_work_item", "토공")
    page.set_input_files("#id_photos", files)
    page.locator("#photo-drop > a.button").wait_for(timeout=60_000)
    assert page.locator(".desk-drop-done").count() == 29
    assert "IMG_4.jpg" in page.locator(".desk-drop-wrong").inner_text()
    page.locator("#photo-drop > a.button").click()
    page.locator("#photo-words").wait_for()
    assert page.locator("#photo-words li input[value=토공]").count() == 29


def test_a_point_is_chosen_on_the_map_by_keyboard(page: Any, desk: Desk) -> None:
    page.goto(desk.url("desk_locationdraft_add", query=f"?managed_site={desk.sites[0].pk}"))
    page.locator("#desk-point button").focus()
    page.keyboard.press("Enter")
    assert re.fullmatch(r"37\.\d{6}", page.input_value("#id_latitude"))
    page.fill("#id_longitude", "127.5")
    page.keyboard.press("Tab")
    page.locator("#desk-point button").click()
    assert page.input_value("#id_longitude").startswith("127.5")


def test_the_pages_have_no_accessibility_violation_and_fit_a_phone(desk: Desk, browser: Any) -> None:
    site = desk.sites[0].pk
    addresses = (
        desk.url("index"),
        desk.url("desk-progress-grid"),
        desk.url("desk-photos", site),
        desk.url("desk-rename", site),
        desk.url("desk_managedsite_change", site),
        new_report(desk),
    )
    faults = []
    with page_of(browser, width=320) as (page, errors):
        page.context.add_cookies([desk.cookie])
        for address in addresses:
            page.goto(address)
            # Asked before axe runs, which itself offends against the policy on the admin's imported stylesheets.
            found = [*errors, *faults_of(page, address, [], widths=(320, 1280))]
            errors.clear()
            faults += [f"{address}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)
