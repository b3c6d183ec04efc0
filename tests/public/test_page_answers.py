"""What readers get from the page cache: encodings, headers, 304, and what is never kept."""

import gzip
import time
from collections.abc import Callable, Iterable
from typing import Any

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import http_date

from allimi.pages.application import FLIGHT, KeptPages
from allimi.pages.encodings import best_encoding
from allimi.pages.page import SETTLED_SECONDS
from allimi.pages.store import PageStore

HTML = "<p>공사장 알림이</p>" * 100


class Pages:
    """A small application behind the cache, and how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.closed: list[str] = []
        self.make: Callable[[], Any] = lambda: HttpResponse(HTML, headers={"Cache-Control": "no-cache"})
        self.site: str | None = None
        store = PageStore(1_000_000)
        store.watch(until=store.now() + 60)
        self.cache = KeptPages(self.application, store, started=lambda: None)

    def application(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.asked.append(environ["PATH_INFO"])
        assert "HTTP_IF_NONE_MATCH" not in environ or environ["PATH_INFO"].startswith("/files/")
        if FLIGHT in environ:
            environ[FLIGHT].site = self.site
        response = self.make()
        response.close = lambda: self.closed.append(environ["PATH_INFO"])  # Django's own looks after connections
        start_response(f"{response.status_code} Said", [*response.items(), *_cookies(response)])
        return response

    def get(self, path: str = "/", *, method: str = "GET", query: str = "", **headers: str) -> HttpResponse:
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        started: list[Any] = []
        body = b"".join(self.cache(environ, lambda *begun: started.append(begun)))
        status, told = started[-1][:2]
        return HttpResponse(body, status=int(status[:3]), headers=dict(told))


def _cookies(response: HttpResponse) -> list[tuple[str, str]]:
    return [("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()]


@pytest.fixture
def pages() -> Pages:
    return Pages()


def test_second_reader_gets_the_same_without_building(pages: Pages) -> None:
    first, second = pages.get(), pages.get()
    assert first.content == second.content == HTML.encode()
    assert first.headers == second.headers
    assert pages.asked == pages.closed == ["/"]


def test_ready_made_bodies_in_the_encoding_a_reader_takes(pages: Pages) -> None:
    answer = pages.get(accept_encoding="gzip, deflate, br")
    assert answer["Content-Encoding"] == "br" and brotli.decompress(answer.content) == HTML.encode()
    answer = pages.get(accept_encoding="gzip")
    assert answer["Content-Encoding"] == "gzip" and gzip.decompress(answer.content) == HTML.encode()
    assert answer["Content-Length"] == str(len(answer.content))
    assert "Content-Encoding" not in pages.get().headers
    assert {pages.get(accept_encoding=each)["Vary"] for each in ("br", "gzip", "")} == {"Accept-Encoding"}
    assert pages.asked == ["/"]


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("br; q=0.1", "br"),
        ("GZIP", "gzip"),
        ("deflate", "identity"),
        ("br;q=x", "identity"),
        ("", "identity"),
    ],
)
def test_encoding_is_chosen_by_what_is_accepted(accepted: str, encoding: str) -> None:
    assert best_encoding(accepted) == encoding


def test_reader_who_has_it_gets_a_304_without_building(pages: Pages) -> None:
    etag = pages.get()["ETag"]
    for known in (etag, etag.removeprefix("W/"), f'"other", {etag}', "*"):
        answer = pages.get(if_none_match=known, accept_encoding="br")
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["ETag"] == etag and answer["Cache-Control"] == "no-cache" and answer["Vary"] == "Accept-Encoding"
    assert pages.get(if_none_match='"other"').status_code == 200
    assert pages.asked == ["/"]


def test_reader_who_has_it_and_comes_first_gets_a_304_and_the_page_is_kept(pages: Pages) -> None:
    etag = pages.get()["ETag"]
    pages.cache.store.__init__(1_000_000)
    assert pages.get(if_none_match=etag).status_code == 304
    assert pages.get().status_code == 200
    assert pages.asked == ["/", "/"]


def test_last_modified_only_once_no_other_version_can_have_the_same(pages: Pages) -> None:
    assert "Last-Modified" not in pages.get().headers
    (kept,) = pages.cache.store._pages.values()
    kept.modified_at -= SETTLED_SECONDS
    dated = pages.get()["Last-Modified"]
    assert dated == http_date(kept.modified_at)
    assert pages.get(if_modified_since=dated).status_code == 304
    assert pages.get(if_modified_since=http_date(kept.modified_at - 1)).status_code == 200
    assert pages.get(if_modified_since="yesterday").status_code == 200
    # An ETag that differs decides, whatever the date says.
    assert pages.get(if_modified_since=http_date(time.time()), if_none_match='"other"').status_code == 200


def test_page_that_is_gone_is_kept_and_always_said_in_full(pages: Pages) -> None:
    pages.make = lambda: HttpResponse(HTML, status=410, headers={"Cache-Control": "no-cache"})
    etag = pages.get()["ETag"]
    assert pages.get(if_none_match=etag).status_code == 410
    assert pages.asked == ["/"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: HttpResponse(HTML, status=404),
        lambda: HttpResponse(HTML, status=500),
        lambda: HttpResponse(HTML, headers={"Cache-Control": "private"}),
        lambda: HttpResponse(HTML, headers={"Cache-Control": "max-age=0, no-store"}),
        lambda: HttpResponse(HTML, headers={"Vary": "Cookie"}),
        lambda: StreamingHttpResponse([HTML.encode()]),
    ],
)
def test_errors_streams_and_answers_for_one_reader_are_never_kept(pages: Pages, make: Callable[[], Any]) -> None:
    pages.make = make
    for _ in range(2):
        answer = pages.get(accept_encoding="br")
        assert answer.content == HTML.encode() and answer.status_code == make().status_code
    assert pages.asked == ["/", "/"]


def test_answer_with_a_cookie_is_never_kept(pages: Pages) -> None:
    def with_cookie() -> HttpResponse:
        response = HttpResponse(HTML)
        response.set_cookie("a", "b")
        return response

    pages.make = with_cookie
    assert "Set-Cookie" in pages.get().headers
    pages.get()
    assert pages.asked == ["/", "/"]


def test_fault_while_building_leaves_nobody_waiting(pages: Pages) -> None:
    def broken() -> HttpResponse:
        raise RuntimeError("a fault")

    pages.make = broken
    for _ in range(2):
        with pytest.raises(RuntimeError):
            pages.get()


def test_posts_and_files_pass_by(pages: Pages) -> None:
    pages.get(method="POST")
    for path in ("/static/allimi.css", "/healthz", f"/files/{'0' * 64}", f"/en/files/{'0' * 64}"):
        pages.get(path)
        pages.get(path, if_none_match='"x"') if path.startswith("/files/") else None
    assert len(pages.cache.store) == 0


def test_head_is_answered_from_what_is_kept(pages: Pages) -> None:
    whole = pages.get(accept_encoding="br")
    head = pages.get(method="HEAD", accept_encoding="br")
    assert head.content == b"" and head.headers == whole.headers
    assert pages.asked == ["/"]


def test_language_host_and_query_each_have_their_page(pages: Pages) -> None:
    for path, query in (("/", ""), ("/en/", ""), ("/", "page=2")):
        pages.get(path, query=query)
    pages.get(host="example.org")
    assert len(pages.asked) == 4


@pytest.mark.parametrize(
    ("site", "query", "seconds"),
    [(None, "", 1), ("A", "", 60), ("A", "page=2", 60), ("A", "utm_source=x", 1), ("A", "page=2&x=", 1)],
)
def test_pages_of_sites_live_long_and_all_others_a_second(
    pages: Pages, site: str | None, query: str, seconds: int
) -> None:
    pages.site = site
    before = time.monotonic()
    pages.get(query=query)
    (kept,) = pages.cache.store._pages.values()
    assert 0 <= kept.expires_at - before - seconds < 0.5
