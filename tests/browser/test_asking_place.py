"""A citizen says where it is: by his position, by a tap on the map, by keyboard; in a real browser."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from allimi.embedded.running import Running
from tests.browser.apps import public_environment, served
from tests.browser.asking import Keyboard
from tests.browser.checking import NoBrowser, faults_as_shown, launched, page_of

HERE = {"latitude": 37.54671, "longitude": 127.07132, "accuracy": 12}


@pytest.fixture(scope="module")
def origin(topology: Running) -> Iterator[str]:
    topology.manage("collectstatic", "--no-input", "--verbosity=0", public=True)
    with served(topology, public_environment(topology.topology)) as origin:
        yield origin


@pytest.fixture(scope="module")
def chromium(origin: str) -> Iterator[Any]:
    """After `origin`: Playwright's loop forbids Django the database."""
    with ExitStack() as stack:
        try:
            yield stack.enter_context(launched())
        except NoBrowser as error:
            pytest.skip(str(error))


@pytest.fixture
def where(chromium: Any, origin: str) -> Iterator[tuple[Any, list[str], list[Any]]]:
    """The page that asks where it is, at its choice of another place; its errors, and every answer it was sent."""
    with page_of(chromium, width=320) as (page, errors):
        page.context.grant_permissions(["geolocation"], origin=origin)
        page.context.set_geolocation(HERE)
        page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        keyboard = Keyboard(page)
        page.goto(f"{origin}/ask/")
        keyboard.choose("post", "tip")
        answers: list[Any] = []
        page.on("response", lambda answer: answers.append(answer))
        keyboard.go_on()
        page.wait_for_load_state("networkidle")
        page.locator("input[name=where][value=place]").check()
        yield page, errors, answers


def at_the_answers(page: Any) -> str:
    """Goes on to the list of answers; what stands there for the place."""
    page.locator("main button[name=go][value=next]").click()
    page.locator("input[name=title]").fill("가로등 고장")
    page.locator("textarea[name=text]").fill("가로등이 꺼져 있어 밤에 어둡습니다.")
    page.locator("main button[name=go][value=next]").click()
    page.locator("main button[name=go][value=next]").click()
    return str(page.locator(".spot").inner_text())


def test_the_page_is_light_and_asks_for_nothing_until_a_button_is_pressed(where: tuple[Any, list, list]) -> None:
    page, errors, answers = where
    assert len(answers) <= 4
    assert sum(len(answer.body()) for answer in answers) <= 60_000, "bytes, before any compression"
    assert not [answer.url for answer in answers if "allimi-map" in answer.url]
    assert page.locator("#point").input_value() == "" and not page.locator(".pick-map").is_visible()
    assert faults_as_shown(page) == [] and errors == []


def test_the_position_is_taken_on_a_press_and_reaches_the_answers(where: tuple[Any, list, list]) -> None:
    page, errors, _answers = where
    page.locator(".pick-here").click()
    page.wait_for_function("document.getElementById('point').value")
    assert page.locator("#point").input_value() == "37.54671, 127.07132"
    assert "12" in page.locator(".pick-told").inner_text()
    assert "37.54671, 127.07132" in at_the_answers(page)
    assert errors == []


def test_who_refuses_the_position_is_told_what_else_to_do(where: tuple[Any, list, list]) -> None:
    page, errors, _answers = where
    page.context.clear_permissions()
    before = page.locator(".pick-told").inner_text()
    page.locator(".pick-here").click()
    page.wait_for_function("box => document.querySelector('.pick-told').textContent === box", arg=lost_words(page))
    assert before == "" and page.locator("#point").input_value() == ""
    assert errors == []


def lost_words(page: Any) -> str:
    words = page.locator(".pick").get_attribute("data-lost")
    assert words
    return str(words)


def test_a_point_is_chosen_on_the_map_by_a_tap_and_by_keyboard(where: tuple[Any, list, list]) -> None:
    page, errors, answers = where
    keyboard = Keyboard(page)
    keyboard.to(".pick-open")
    keyboard.tap("Enter")
    page.locator("path.map-border").first.wait_for()
    assert page.evaluate("document.activeElement.matches('.pick-map')"), "the map is what was asked for"
    loaded = sorted(each.url.rpartition(".")[2] for each in answers if "allimi-map" in each.url)
    assert loaded == ["css", "js"]
    assert faults_as_shown(page) == []
    page.locator(".pick-map").click(position={"x": 60, "y": 120})
    tapped = page.locator("#point").input_value()
    assert tapped and page.locator(".map-centre").count() == 1
    page.locator(".pick-map").focus()
    keyboard.tap("ArrowRight")
    page.wait_for_timeout(500)  # the map glides
    keyboard.to(".pick-middle")
    keyboard.tap("Enter")
    middle = page.locator("#point").input_value()
    assert middle != tapped and page.locator(".map-centre").count() == 1
    assert middle in page.locator(".pick-told").inner_text()
    assert faults_as_shown(page) == []
    assert middle in at_the_answers(page)
    assert errors == []


def test_a_map_that_does_not_load_leaves_the_words(where: tuple[Any, list, list]) -> None:
    page, _errors, _answers = where
    page.route("**/allimi-map*.js", lambda route: route.abort())
    page.locator(".pick-open").click()
    failed = page.locator(".pick").get_attribute("data-failed")
    page.wait_for_function("words => document.querySelector('.pick-told').textContent === words", arg=failed)
    assert page.locator(".pick-open").is_enabled() and not page.locator(".pick-map").is_visible()
