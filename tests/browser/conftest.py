"""A real browser before the real pages."""

import datetime
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from allimi.embedded.running import Running
from desk.actions import withdraw
from disclosures.kinds import KINDS
from polling.closing import close
from surveys.models import Survey
from tests.browser.checking import NoBrowser, launched
from tests.disclosures.stories import correct, release_withheld
from tests.factories import make_official, make_release, make_site
from tests.surveys.making import answer, make_survey


@dataclass(frozen=True)
class Pages:
    """Where the pages are served, and one address of every type."""

    origin: str
    addresses: tuple[str, ...]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def pages(topology: Running, django_db_blocker: DjangoDbBlocker) -> Iterator[Pages]:
    """The pages on a port of this machine, with a site that has everything."""
    with django_db_blocker.unblock():
        yield from _served(_addresses())


def _served(addresses: tuple[str, ...]) -> Iterator[Pages]:
    server = make_server("127.0.0.1", 0, _closing(get_wsgi_application()), _Server, _Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Pages(origin=f"http://127.0.0.1:{server.server_port}", addresses=addresses)
    server.shutdown()
    server.server_close()
    thread.join()


def _closing(application: Any) -> Any:
    """Each request has a thread, and each thread a connection that must not outlive it."""

    def close_after(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        body = application(environ, start_response)
        try:
            yield from body
        finally:
            body.close()
            connection.close()

    return close_after


def _addresses() -> tuple[str, ...]:
    site = make_site()
    make_release("site", site=site, name="브라우저로 보는 공사")
    for kind in KINDS:
        release = make_release(kind.slug, site=site)
    corrected = correct(make_release("overview"), reason="고시 반영", budget=9_500_000_000)
    withheld = release_withheld("contract", field="estimate")
    gone = make_release("site")
    withdraw(releases=[gone, release], by=make_official(post="팀장"), reason="사업 취소", now=timezone.now())
    return (
        "/",
        "/sites/?q=%EA%B3%B5%EC%82%AC&status=ongoing",
        "/sites/?amount_min=x",
        f"/sites/{site.code}/",
        f"/sites/{withheld.site.code}/",
        f"/sites/{site.code}/progress/",
        f"/history/{corrected.item}/",
        f"/sites/{gone.site.code}/",
        "/directory/",
        "/about/",
        "/about/kinds/",
        "/about/accessibility/",
        f"/ask/?site={site.code}",
        "/ask/?page=/about/",
        "/screens/",
        f"/screens/{site.code}/",
        "/hearings/",
        "/surveys/",
        make_survey().get_absolute_url(),
        _with_results().get_absolute_url(),
        "/usage/",
        "/nowhere/",
    )


def _with_results() -> Survey:
    now, day = timezone.now(), datetime.timedelta(days=1)
    today = timezone.localdate(now)
    survey = make_survey(now=now - 9 * day, opens_on=today - 9 * day, closes_on=today - 2 * day)
    for number in range(30):
        answer(survey, f"browser-{number}", q1=1 + number % 2, q2=(1, 3), q3=1 + number % 5, q4="먼지")
    close(survey.poll, now=now)
    return survey


@pytest.fixture
def browser(pages: Pages) -> Iterator[Any]:
    """A real Chromium; without one these tests are skipped, and say so.

    After `pages`: Playwright's event loop in this thread forbids Django the database.
    """
    with ExitStack() as stack:
        try:
            running = stack.enter_context(launched())
        except NoBrowser as error:
            pytest.skip(str(error))
        yield running
