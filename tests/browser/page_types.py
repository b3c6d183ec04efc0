"""One address of every type of page that a running app has: found by following its links, told apart by the
names of its URLs. So a new page is checked from the day it is linked, and one that is linked nowhere is noticed."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.utils.translation import override

_LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]*)')
# Of a type with many pages so many are read for their links.
_READ_OF_A_TYPE = 4
# Pages that no link leads to, and states of a page that its name does not tell.
_MORE = {
    "sites:site-list (found nothing)": "/sites/?q=%EC%97%86%EB%8A%94%EA%B3%B5%EC%82%AC",
    "sites:site-list (searched)": "/sites/?q=%EA%B3%B5%EC%82%AC&status=ongoing",
    "sites:site-list (error)": "/sites/?amount_min=x",
    "following:follow (newsletter)": "/follow/?newsletter=1",
    "following:follow (searched)": "/follow/?q=%EA%B3%B5%EC%82%AC&status=ongoing",
    "following:word": "/follow/stop/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/",
    "newsletters:bulletin-list (press)": "/news/?kind=press",
    "newsletters:bulletin-list (of a site without any)": "/news/?kind=press&site=none",
    "hearings:hearing-list (district without any)": "/hearings/?district=none",
    "embeds:pick (picked)": "/embeds/?size=300x250&colour=dark&language=en",
    "embeds:departments-clicks": "/embeds/departments/DEMO-CIVIL/clicks/",
    "following:word (yes)": "/follow/yes/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/",
    "embeds:city-card": "/embeds/city/seoul/card-blue/",
    "not found": "/nowhere/",
}
# No pages: files, feeds and what machines ask.
_NO_PAGES = re.compile(
    r"file-|csv|-feed|-calendar|robots|feeds:short|healthz|readyz|-data|-points|json|sitemap"
    r"|survey-answer|usage:useful|embeds:\w+-(banner|picture|card|go)|oembed"
)


@dataclass
class Found:
    """Page types with an address each, and the types that no link led to."""

    addresses: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def find_page_types(origin: str) -> Found:
    """Of a public app: follows links from its home page. Raises OSError where nobody answers."""
    found = follow_links("/", lambda address: _get(origin + address))
    found.addresses = {**_MORE, **found.addresses}
    found.missing = sorted(name for name in _names() - found.addresses.keys() if not _NO_PAGES.search(name))
    return found


def follow_links(
    first: str,
    get: Callable[[str], tuple[str, str]],
    *,
    below: str = "",
    without: re.Pattern = _NO_PAGES,
    reads: int = _READ_OF_A_TYPE,
) -> Found:
    """Of whatever app `get` asks for an address; it answers with the content's type and the text.

    Addresses that do not begin with `below` are left alone, and types whose name has what `without` finds.
    """
    found = Found()
    waiting, seen, read = deque([first]), {first}, dict[str, int]()
    while waiting:
        address = waiting.popleft()
        name = _name_of(address)
        if name is None or without.search(name) or read.get(name, 0) >= reads:
            continue
        read[name] = read.get(name, 0) + 1
        content_type, html = get(address)
        if content_type != "text/html":
            continue
        found.addresses.setdefault(name, address)
        for link in _links(html, address):
            if link not in seen and link.startswith(below):
                seen.add(link)
                waiting.append(link)
    return found


def _get(address: str) -> tuple[str, str]:
    try:
        with urlopen(address, timeout=20) as answer:  # noqa: S310  (the caller's own server)
            return answer.headers.get_content_type(), answer.read().decode("utf-8", "replace")
    except HTTPError as error:
        return error.headers.get_content_type(), error.read().decode("utf-8", "replace")


def _links(html: str, base: str) -> Iterator[str]:
    for href in _LINK.findall(html):
        parts = urlsplit(urljoin(base, href.replace("&amp;", "&")))
        if not parts.netloc and not parts.scheme:
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _name_of(address: str) -> str | None:
    """The name of the URL in the default language; None for another language's and for what is no address of ours."""
    try:
        with override("ko"):
            return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None


def _names() -> set[str]:
    return set(_named(get_resolver().url_patterns, ""))


def _named(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _named(pattern.url_patterns, inner)
        elif pattern.name:
            yield prefix + pattern.name
