"""What a request counts as: by its path alone, and whether its reader came from elsewhere."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import override

from .models import Use

# Programs are no readers. Who hides that it is one is counted; no better guess can be made without watching readers.
_PROGRAM = re.compile(r"bot|crawl|spider|slurp|yeti|daum|preview|fetch|curl|wget|python|java/|monitor|lighthouse", re.I)
_DOWNLOADS = (("csv", "csv"), ("json", "json"), ("pdf", "pdf"))
_SEARCHED = ("sites:site-list", "sites:map")
# What machines ask for by themselves, and what stands in other people's pages. Health has no namespace.
_NOT_COUNTED = re.compile(r"^(sitemaps:|embeds:)|file-|picture|points|-data$")


@lru_cache(maxsize=1024)
def is_program(user_agent: str) -> bool:
    return not user_agent or _PROGRAM.search(user_agent) is not None


def page_type(path: str) -> tuple[str, str] | None:
    """The name of the view that a path leads to, and its language; None where it is no page that is counted."""
    language, found = _resolved(path)
    return (found.view_name, language) if found is not None and _is_counted(found) else None


def uses_of(path: str, *, is_visit: bool, has_words: bool) -> Iterator[tuple[Use, str]]:
    """What an answered request of this path is counted as."""
    language, found = _resolved(path)
    if found is None or not _is_counted(found):
        return
    name = found.view_name.partition(":")[2] or found.view_name
    for mark, kind in _DOWNLOADS:
        if mark in name.split("-"):
            yield Use.DOWNLOAD, kind
            return
    if name.endswith(("-feed", "-calendar")):
        yield Use.FEED, "atom" if path.endswith(".atom") else "calendar"
        return
    yield from _of_page(found, language, is_visit=is_visit, has_words=has_words)


def _is_counted(found: ResolverMatch) -> bool:
    return bool(found.namespace) and _NOT_COUNTED.search(found.view_name) is None


def _of_page(found: ResolverMatch, language: str, *, is_visit: bool, has_words: bool) -> Iterator[tuple[Use, str]]:
    yield Use.PAGE, found.view_name
    yield Use.LANGUAGE, language
    if is_visit:
        yield Use.VISIT, ""
    if has_words and found.view_name in _SEARCHED:
        yield Use.SEARCH, ""
    if "sites/<str:code>/" in found.route:
        yield Use.SITE, found.kwargs["code"]


def _resolved(path: str) -> tuple[str, ResolverMatch | None]:
    """The language of a path, and what answers it; None where nothing does."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    language = first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with override(language):
        try:
            return language, resolve(path)
        except Resolver404:
            return language, None
