"""Hands on the journey, a citizen's above all: by keyboard alone. Each page is handed to `look`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Look = Callable[[Any, str], None]

NAME = "김시민"

WORDS = {
    "ko": ("새벽 공사 소음", "새벽 다섯 시부터 시끄럽습니다.\n제 번호는 010-2345-6789 입니다."),
    "en": ("Noise before dawn", "It is loud from five in the morning.\nMy number is 010-2345-6789."),
}


@dataclass
class Keyboard:
    """Somebody who has no mouse."""

    page: Any
    keys: int = 0  # pressed so far

    def tap(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def to(self, selector: str) -> None:
        """Tab until the element is focused."""
        for _ in range(120):
            self.tap("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"Tab never reached {selector} on {self.page.title()}")

    def choose(self, name: str, value: str) -> None:
        """A choice among radio buttons: Tab to the group, then arrow keys."""
        self.to(f"input[name={name}]")
        for _ in range(12):
            if self.page.evaluate("document.activeElement.value") == value:
                self.tap("Space")
                return
            self.tap("ArrowDown")
        raise AssertionError(f"{value} is no choice of {name}")

    def type(self, selector: str, text: str) -> None:
        self.to(selector)
        self.keys += len(text)
        self.page.keyboard.insert_text(text)

    def press(self, selector: str) -> None:
        """Tab to a button and press it; done when the next page is there."""
        self.to(selector)
        with self.page.expect_navigation():
            self.tap("Enter")

    def go_on(self) -> None:
        self.press("main button[name=go][value=next]")


def prove(keyboard: Keyboard, look: Look, *, number: str, code: Callable[[], str]) -> None:
    """The phone's way: number, then the code that came to it."""
    look(keyboard.page, "number")
    keyboard.type("input[name=number]", number)
    keyboard.press("main form button:not([name])")
    look(keyboard.page, "code")
    keyboard.type("input[name=code]", code())
    keyboard.press("main form button:not([name])")


def ask(
    keyboard: Keyboard,
    origin: str,
    look: Look,
    *,
    language: str,
    site: str,
    number: str,
    code: Callable[[], str],
    audience: str = "public",
) -> tuple[str, str]:
    """From a site's page to the receipt. Its number and secret."""
    page, (title, text) = keyboard.page, WORDS[language]
    page.goto(f"{origin}{prefix_of(language)}/sites/{site}/")
    keyboard.press(f"main a[href$='/ask/?site={site}']")
    look(page, "entrance")
    keyboard.choose("post", "complaint")
    keyboard.go_on()
    prove(keyboard, look, number=number, code=code)
    keyboard.go_on()
    look(page, "text-wrong")
    keyboard.type("input[name=title]", title)
    keyboard.type("textarea[name=text]", text)
    look(page, "text")
    keyboard.go_on()
    look(page, "files")
    page.locator("input[type=file]").set_input_files(
        files=[{"name": "소음.txt", "mimeType": "text/plain", "buffer": "측정값 78 dB".encode()}]
    )
    keyboard.press("button[value=upload]")
    look(page, "files-told")
    keyboard.go_on()
    keyboard.type("input[name=name]", NAME)
    keyboard.choose("channel", "sms")
    look(page, "contact")
    keyboard.go_on()
    keyboard.choose("audience", audience)
    look(page, "audience")
    keyboard.go_on()
    look(page, "check")
    _see_what_would_be_public(page, title, is_public=audience == "public")
    keyboard.press("button[value=send]")
    look(page, "receipt")
    found = page.locator(".receipt code").all_inner_texts()
    return found[0], found[1]


def prefix_of(language: str) -> str:
    """What the addresses of that language begin with."""
    return "" if language == "ko" else f"/{language}"


def _see_what_would_be_public(page: Any, title: str, *, is_public: bool) -> None:
    """All of it or nothing; the number in the words is pointed at either way."""
    assert "010-2345-6789" in page.locator("main .notice").inner_text()
    assert (title in page.locator(".preview").inner_text()) is is_public
    marked = "".join(page.locator(".preview-words mark").all_inner_texts())
    assert ("010-2345-6789" in marked) is is_public


def tip(page: Any, origin: str, look: Look) -> None:
    """From the entrance to the receipt without a proof, with every page once wrong."""
    keyboard = Keyboard(page)
    page.goto(f"{origin}/ask/")
    keyboard.go_on()
    look(page, "post-wrong")
    keyboard.choose("post", "tip")
    keyboard.go_on()
    keyboard.choose("where", "site")
    keyboard.type("input[name=query]", "물어볼")
    keyboard.go_on()
    look(page, "where-found")
    keyboard.to("input[name=site]")
    page.keyboard.press("Space")
    keyboard.go_on()
    keyboard.type("input[name=title]", "부실 공사")
    keyboard.type("textarea[name=text]", "이 씨발 새끼들아")
    keyboard.go_on()
    look(page, "refused")
    keyboard.press("button[value=anyway]")
    keyboard.press("main button[value=back]")
    assert page.locator("input[name=title]").input_value() == "부실 공사"
    page.locator("textarea[name=text]").fill("철근을 도면보다 적게 넣는 것을 보았습니다.")
    keyboard.go_on()
    keyboard.go_on()
    look(page, "check-private")
    keyboard.press("button[value='change:where']")
    keyboard.choose("where", "city")
    keyboard.go_on()
    keyboard.press("button[value=send]")
    look(page, "receipt-tip")


def look_up(keyboard: Keyboard, address: str, look: Look, *, receipt: tuple[str, str], until: str) -> None:
    """Number and secret typed at the status page; looked anew until what `until` selects is there.

    A letter crosses the wall a moment after it was written.
    """
    page = keyboard.page
    page.goto(address)
    look(page, "find")
    keyboard.type("input[name=number]", receipt[0])
    keyboard.type("input[name=secret]", receipt[1])
    keyboard.press("main form button")
    for _ in range(120):
        if page.locator(until).count():
            return
        page.wait_for_timeout(250)
        keyboard.press("main form button:not([name])")
    raise AssertionError(f"{until} never came to {page.title()}")


def rate(keyboard: Keyboard, look: Look, *, points: int, words: str) -> None:
    """How content with the answer, on the status page that shows it."""
    keyboard.choose("rating-points", str(points))
    keyboard.type("textarea[name=rating-text]", words)
    keyboard.press("#rating button")
    look(keyboard.page, "rated")
    assert keyboard.page.locator(".notice[role=status]").is_visible()
