"""Markdown to HTML. The manuals come with the code; raw HTML in them is shown as text all the same."""

import re
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .book import MANUALS, Manual

_COMMENT = re.compile(r" *<!-- .*? -->")
_PRESSED = re.compile(r"\*\*\[(.+?)\]\*\*")


def _pressed(state: StateInline, silent: bool) -> bool:
    """What one presses, **[so]**. CommonMark sees no emphasis where a Korean particle follows the bracket."""
    found = _PRESSED.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("pressed_open", "strong", 1).attrSet("class", "desk-key")
        state.push("text", "", 0).content = found.group(1)
        state.push("pressed_close", "strong", -1)
    state.pos = found.end()
    return True


_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_MARKDOWN.inline.ruler.before("emphasis", "pressed", _pressed)


@cache
def html_of(manual: Manual) -> SafeString:
    """The manual below its title. Where a step names what to press, that is marked as such."""
    _title, _newline, text = manual.text.partition("\n")
    tokens = _MARKDOWN.parse(_COMMENT.sub("", text))
    number = 0
    for token in tokens:
        if token.type == "heading_open" and token.tag == "h2":
            number += 1
            token.attrSet("id", f"section-{number}")
        if token.type == "inline":
            token.children = _placed(token.children or [])
    return mark_safe(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))  # noqa: S308  (raw HTML is escaped)


def _placed(tokens: list[Token]) -> list[Token]:
    """Pictures and links where the desk has them. A document that it has not is named, without a link."""
    found: list[Token] = []
    unlinked = ""
    for token in tokens:
        if token.type == "image":
            token.attrSet("src", static(f"manual/{PurePosixPath(str(token.attrs['src'])).name}"))
            token.attrSet("loading", "lazy")
        elif token.type == "link_open":
            target = str(token.attrs["href"])
            address = _address(target)
            unlinked = "" if address else PurePosixPath(target).name
            token.attrSet("href", address)
        if unlinked and token.type == "link_close":
            token = Token("text", "", 0, content=f" ({unlinked})")
            unlinked = ""
        elif unlinked and token.type == "link_open":
            continue
        found.append(token)
    return found


def _address(target: str) -> str:
    """Where a link of a manual leads at the desk; empty where it has no such page."""
    if urlsplit(target).scheme:
        return target
    name = PurePosixPath(target).stem
    return f"../{name}/" if name in MANUALS else ""
