"""The front cache: the app is asked first, a copy is shown only when it fails, and what ended stays ended."""

import gzip
import re
import shutil
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from .front import NGINX, App, Front, nginx, serving

pytestmark = pytest.mark.skipif(
    NGINX is None, reason="NGINX IS MISSING: the front cache is untested. apt-get install nginx-light"
)


@pytest.fixture
def app() -> App:
    return App()


@pytest.fixture
def front(app: App, tmp_path: Path) -> Iterator[Front]:
    with serving(app):
        pass  # only to learn a port that stays this app's
    app.released.clear()
    with nginx(tmp_path, app.port) as running:
        yield running


def show(app: App, front: Front, path: str = "/", **headers: str) -> None:
    """The app answers once, so that a copy may be kept."""
    with serving(app):
        assert front.get(path, **headers).status == app.status


def test_page_while_the_app_answers_is_fresh_every_time(app: App, front: Front) -> None:
    with serving(app):
        for version in ("v1", "v2", "v3"):
            app.body = f"<main>{version}</main>"
            answer = front.get("/")
            assert (answer.status, answer.text) == (200, app.body)
            assert "X-Allimi-Copy-From" not in answer.headers
    assert len(app.asked) == 3


def test_page_when_the_app_is_gone_is_the_last_copy_and_says_from_when(app: App, front: Front) -> None:
    with serving(app):
        front.get("/sites/")
        app.body = "<main>v2</main>"
        shown = front.get("/sites/")
    answer = front.get("/sites/")
    assert answer.status == 200
    assert "<main>v2</main>" in answer.text
    assert answer.headers["X-Allimi-Copy-From"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d\(협정 세계시 UTC\)에 저장한 사본", answer.text)
    assert shown.text == app.body


def test_copy_under_en_says_so_in_english(app: App, front: Front) -> None:
    show(app, front, "/en/sites/")
    assert "This is a copy saved at 20" in front.get("/en/sites/").text


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_page_when_the_app_fails_is_the_last_copy(app: App, front: Front, status: int) -> None:
    with serving(app):
        front.get("/")
        app.status, app.body = status, "broken"
        answer = front.get("/")
    assert answer.status == 200
    assert "<main>v1</main>" in answer.text
    assert answer.headers["X-Allimi-Copy-From"]


def test_page_when_the_app_hangs_is_the_last_copy_within_seconds(app: App, front: Front) -> None:
    with serving(app):
        front.get("/")
        app.hangs = True
        started = time.monotonic()
        answer = front.get("/")
        assert time.monotonic() - started < 8
    assert answer.headers["X-Allimi-Copy-From"]
    assert "<main>v1</main>" in answer.text


def test_page_when_the_app_comes_back_is_fresh_at_once(app: App, front: Front) -> None:
    show(app, front)
    assert front.get("/").headers["X-Allimi-Copy-From"]
    app.body = "<main>back</main>"
    with serving(app):
        answer = front.get("/")
    assert answer.text == app.body
    assert "X-Allimi-Copy-From" not in answer.headers


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize(
    "headers", [{}, {"Cache-Control": "no-store"}, {"Cache-Control": "private"}, {"Set-Cookie": "a=b"}]
)
def test_page_that_ended_is_never_brought_back_by_an_older_copy(
    app: App, front: Front, status: int, headers: dict[str, str]
) -> None:
    show(app, front, "/site/1/")
    app.status, app.body, app.headers = status, "<main>withdrawn</main>", headers
    show(app, front, "/site/1/")
    answer = front.get("/site/1/")
    assert answer.status == status
    assert "v1" not in answer.text
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("value", ["no-store", "private, max-age=60", "max-age=0, No-Store"])
def test_private_answer_is_never_kept(app: App, front: Front, value: str) -> None:
    app.headers, app.body = {"Cache-Control": value}, "<main>confided</main>"
    show(app, front, "/receipt/")
    assert front.get("/receipt/").status == 503
    assert front.copies() == []


def test_answer_with_a_cookie_is_never_kept(app: App, front: Front) -> None:
    app.headers = {"Set-Cookie": "csrftoken=abc"}
    show(app, front, "/ask/")
    assert front.get("/ask/").status == 503
    assert front.copies() == []


def test_page_without_permission_to_cache_is_kept_all_the_same(app: App, front: Front) -> None:
    app.headers = {"Cache-Control": "no-cache, max-age=0", "Vary": "Accept-Language, Cookie"}
    show(app, front, Accept_Language="ko")
    assert "v1" in front.get("/", Accept_Language="vi").text


def test_search_is_not_written_down_but_a_page_number_is(app: App, front: Front) -> None:
    show(app, front, "/sites/?q=hongkildong")
    assert front.copies() == []
    show(app, front, "/sites/?page=2")
    assert len(front.copies()) == 1
    assert front.get("/sites/?q=hongkildong").status == 503
    assert front.get("/sites/?page=2").status == 200
    assert "hongkildong" not in front.log()


def test_post_goes_to_processes_of_its_own_and_their_end_is_not_the_readers(app: App, tmp_path: Path) -> None:
    posts = App(body="<main>thanks</main>")
    with serving(app), serving(posts), nginx(tmp_path, app.port, posts.port) as front:
        assert front.get("/ask/", method="POST", data=b"text=secret").text == posts.body
        assert front.get("/ask/").text == app.body
        assert [method for method, *_ in app.asked] == ["GET"]
        posts.status = 503
        assert front.get("/ask/", method="POST", data=b"text=secret").status == 503
        assert front.get("/ask/").status == 200


def test_post_is_never_kept_nor_answered_by_a_copy(app: App, front: Front) -> None:
    show(app, front, "/ask/")
    with serving(app):
        app.body = "<main>thanks</main>"
        assert front.get("/ask/", method="POST", data=b"text=secret").text == app.body
        app.status, app.body = 503, "the intake is away, your text is still here"
        assert front.get("/ask/", method="POST", data=b"text=secret").text == app.body
    answer = front.get("/ask/", method="POST", data=b"text=secret")
    assert answer.status == 503
    assert "아직 접수되지 않았습니다" in answer.text
    assert "v1" in front.get("/ask/").text


def test_page_without_a_copy_is_an_apology_at_once(app: App, front: Front) -> None:
    started = time.monotonic()
    answer = front.get("/never-seen/")
    assert time.monotonic() - started < 2
    assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "잠시 후 다시 열어 주세요" in answer.text
    assert "try again shortly" in front.get("/en/never-seen/").text


def test_copies_removed_by_hand_are_gone(app: App, front: Front) -> None:
    show(app, front, "/erased/")
    shutil.rmtree(front.home / "copies")
    (front.home / "copies").mkdir()
    assert front.get("/erased/").status == 503


def test_known_page_is_304_while_fresh_and_whole_while_a_copy(app: App, front: Front) -> None:
    app.headers = {"ETag": '"v1"'}
    with serving(app):
        front.get("/")
        assert front.get("/", If_None_Match='"v1"').status == 304
    answer = front.get("/", If_None_Match='"v1"')
    assert answer.status == 200
    assert 'role="status"' in answer.text


def test_page_is_compressed_from_one_copy_with_and_without_an_app(app: App, front: Front) -> None:
    app.body = "<html><body><main>" + "공사 " * 400 + "</main></body></html>"
    with serving(app):
        for encoding in ("gzip", "identity"):
            raw_get(front, encoding)
    assert "공사" in raw_get(front, "gzip")
    assert "공사" in raw_get(front, "identity")
    assert len(front.copies()) == 1
    assert all(headers["Accept-Encoding"] is None for _, _, headers in app.asked)


def raw_get(front: Front, encoding: str) -> str:
    request = urllib.request.Request(f"http://127.0.0.1:{front.port}/", headers={"Accept-Encoding": encoding})
    with urllib.request.urlopen(request, timeout=10) as response:
        compressed = response.headers["Content-Encoding"] == "gzip"
        assert compressed == (encoding == "gzip")
        body = response.read()
    return (gzip.decompress(body) if compressed else body).decode()


def test_head_is_answered_and_keeps_the_whole_page(app: App, front: Front) -> None:
    with serving(app):
        assert front.get("/", method="HEAD").status == 200
    assert "v1" in front.get("/").text


def test_client_cannot_claim_another_address(app: App, front: Front) -> None:
    show(app, front, X_Forwarded_For="203.0.113.9")
    assert app.asked[0][2]["X-Forwarded-For"] == "127.0.0.1"


def test_health_is_the_apps_own_answer(app: App, front: Front) -> None:
    with serving(app):
        assert front.get("/readyz").status == 200
        app.status = 503
        assert front.get("/readyz").status == 503
    assert front.get("/healthz").status == 502
    assert front.get("/front-healthz").status == 200
    assert front.copies() == []


def test_log_names_no_person(app: App, front: Front) -> None:
    app.headers = {"Cache-Control": "no-store"}
    with serving(app):
        front.get("/receipt/R-2026-0001/?code=123456", User_Agent="Somebody", Referer="http://a/?q=mine")
        front.get("/ask/", method="POST", data=b"text=secret")
        app.headers = {}
        front.get("/sites/?q=hongkildong")
    front.get("/down/?q=hongkildong")
    time.sleep(0.1)
    log = front.log()
    assert "GET /sites/ 200" in log
    assert "127.0.0.0" in log
    for private in (
        "R-2026-0001",
        "123456",
        "Somebody",
        "mine",
        "secret",
        "hongkildong",
        "/ask/",
        "127.0.0.1",
    ):
        assert private not in log
    assert re.search(r"^\S+ - POST - 200", log, re.MULTILINE)


def test_sending_too_fast_is_429_while_reading_goes_on(app: App, front: Front) -> None:
    with serving(app):
        sent = [front.get("/ask/", method="POST", data=b"x").status for _ in range(30)]
        assert 429 in sent and sent[:20] == [200] * 20
        assert front.get("/").status == 200
