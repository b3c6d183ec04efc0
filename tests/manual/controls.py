"""What can be pressed or filled in on a page, by the words that a reader sees there."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import html5lib

_PRESSED = {"a", "button", "summary", "label", "legend", "option", "th"}
_SPACE = re.compile(r"\s+")
_UNSEEN = ("visually-hidden", "hidden")


def controls_of(html: str) -> set[str]:
    """Links, buttons, fields and columns; and the words that the page's own scripts put on buttons."""
    found: set[str] = set()
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if element.tag in _PRESSED:
            found |= {_tidy(_text(element, seen_only=seen_only)) for seen_only in (True, False)}
        elif element.tag == "input" and element.get("type") in ("submit", "button"):
            found.add(_tidy([element.get("value", "")]))
        found |= {_tidy([value]) for name, value in element.items() if str(name).startswith("data-word-")}
    return found - {""}


def stands_among(name: str, controls: Iterable[str]) -> bool:
    """Labels begin with a capital on the screen, which the desk's styles give them, and in the manuals."""
    names = {name, name[0].lower() + name[1:]}
    if name.endswith("…"):
        return any(control.startswith(name.removesuffix("…").rstrip()) for control in controls)
    return not names.isdisjoint(controls)


def _text(element: Any, *, seen_only: bool) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not (seen_only and child.get("class") in _UNSEEN):
            yield from _text(child, seen_only=seen_only)
        yield child.tail or ""


def _tidy(parts: Iterable[str]) -> str:
    return _SPACE.sub(" ", "".join(parts)).strip().removesuffix(":").strip()
