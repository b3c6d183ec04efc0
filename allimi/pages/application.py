"""The page cache around the public app: a kept page is answered without Django."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from .encodings import best_encoding
from .page import Headers, Key, Page
from .scope import FLIGHT
from .store import Flight, PageStore

Environment = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]

# A site's page goes when something of the site is released or taken down, or the directory changes. This is for what
# changes by itself: the days that are left, the closures of this hour.
SITE_SECONDS = 60.0
# Lists, the home page, statistics, and addresses with more in their query than a page's number.
TIMED_SECONDS = 1.0

_KEPT_STATUSES = ("200", "410")
# With these a page would be answered by 304 or in part while it is being built for everyone.
_CONDITIONS = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_RANGE",
)
_FOR_SOME_READERS = {"set-cookie", "vary", "content-encoding"}
_FOR_ONE_READER = re.compile(r"\b(no-store|private)\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"(page=\d{1,6})?", re.ASCII)


def keeping_pages(application: Application) -> Application:
    """The application behind a page cache of settings.PAGE_CACHE_MB; the application itself where that is 0."""
    if not settings.PAGE_CACHE_MB:
        return application
    from .poller import ClockPoller  # models, which exist only once Django is set up

    store = PageStore(settings.PAGE_CACHE_MB * 1024 * 1024)
    return KeptPages(application, store, started=ClockPoller(store).ensure_started)


class KeptPages:
    """Answers GET and HEAD from the store, and puts there what it may keep of the application's answers."""

    def __init__(self, application: Application, store: PageStore, *, started: Callable[[], None]) -> None:
        self.application = application
        self.store = store
        self._started = started
        self._passed_by = _paths_of_files()

    def __call__(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD") or environ["PATH_INFO"].startswith(self._passed_by):
            return self.application(environ, start_response)
        self._started()
        key = _key_of(environ)
        if method == "HEAD":
            page = self.store.find(key)
            return self._answer(page, environ, start_response) if page else self.application(environ, start_response)
        found = self.store.find_or_begin(key)
        if isinstance(found, Page):
            return self._answer(found, environ, start_response)
        flight, is_ours = found
        if is_ours:
            return self._build(flight, environ, start_response)
        page = flight.wait()
        return self._answer(page, environ, start_response) if page else self.application(environ, start_response)

    def _build(self, flight: Flight, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        started: list[tuple[Any, ...]] = []
        page = None
        try:
            unconditional = {name: value for name, value in environ.items() if name not in _CONDITIONS}
            answer = self.application({**unconditional, FLIGHT: flight}, lambda *begun: started.append(begun))
            page = _page_of(flight, answer, *started[-1][:2])
        finally:
            self.store.finish(flight, page)
        if page is None:
            start_response(*started[-1])
            return answer
        close = getattr(answer, "close", None)
        if close is not None:
            close()
        return self._answer(page, environ, start_response)

    def _answer(self, page: Page, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        etags, since = environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MODIFIED_SINCE")
        if (etags or since) and page.is_known_to(etags=etags, since=since):
            start_response("304 Not Modified", page.not_modified_headers())
            return []
        body, headers, grown = page.variant(best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
        if grown:
            self.store.grow(page, grown)
        start_response(page.status, page.dated(headers))
        return [body] if environ["REQUEST_METHOD"] == "GET" else []


def _key_of(environ: Environment) -> Key:
    return (
        environ["wsgi.url_scheme"],
        environ.get("HTTP_HOST", ""),
        environ.get("SCRIPT_NAME", ""),
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
    )


def _page_of(flight: Flight, answer: Iterable[bytes], status: str, headers: Headers) -> Page | None:
    """The answer as a page to keep; None where it is a file, an error or for one reader."""
    if getattr(answer, "streaming", True) or not status.startswith(_KEPT_STATUSES):
        return None
    told = {name.lower(): value for name, value in headers}
    if not _FOR_SOME_READERS.isdisjoint(told) or _FOR_ONE_READER.search(told.get("cache-control", "")):
        return None
    site = flight.site if _PAGE_NUMBER.fullmatch(flight.key[4]) else None
    return Page(
        key=flight.key,
        status=status,
        headers=headers,
        body=b"".join(answer),
        site=site,
        # From when the build began: what it read is as old as that.
        expires_at=flight.started_at + (TIMED_SECONDS if site is None else SITE_SECONDS),
    )


def _paths_of_files() -> tuple[str, ...]:
    """Released files, static ones and health: they have their own headers, and are large or never to be kept."""
    paths = [settings.STATIC_URL, "/healthz", "/readyz"]
    for code, _name in settings.LANGUAGES:
        with override(code):
            paths.append(reverse("disclosures:file-content", args=["0" * 64]).removesuffix("0" * 64))
    return tuple(paths)
