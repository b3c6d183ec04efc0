"""The address service: off by default; asked at the address that the city names, here a stand-in on this machine."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import Settings

from sites.address_service import find_address

KNOWN = {"서울 중구 세종대로 110": ("126.97788", "37.56632")}


class _Geocoder(BaseHTTPRequestHandler):
    """Answers as VWorld's documentation says."""

    def do_GET(self) -> None:  # noqa: N802  (the library's name)
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        found = KNOWN.get(asked["address"]) if asked["type"] == "road" and asked["key"] == "secret" else None
        response: dict[str, object] = {"status": "NOT_FOUND"}
        if found:
            response = {"status": "OK", "result": {"crs": "EPSG:4326", "point": {"x": found[0], "y": found[1]}}}
        body = json.dumps({"response": response} if asked["address"] != "broken" else []).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def service(settings: Settings) -> Iterator[None]:
    server = HTTPServer(("127.0.0.1", 0), _Geocoder)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.ADDRESS_URL, settings.ADDRESS_KEY = f"http://127.0.0.1:{server.server_port}/req/address", "secret"
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def test_nobody_is_asked_by_default() -> None:
    assert find_address("서울 중구 세종대로 110") is None


def test_address_becomes_a_place(service: None) -> None:
    place = find_address("서울 중구 세종대로 110")
    assert place is not None
    assert (place.point.latitude, place.point.longitude) == (37.56632, 126.97788)
    assert place.full_name == "서울 중구 세종대로 110"


def test_unknown_address_and_broken_answer_are_no_place(service: None) -> None:
    assert find_address("달나라 1") is None
    assert find_address("broken") is None


def test_service_that_is_down_is_no_error(settings: Settings) -> None:
    settings.ADDRESS_URL = "http://127.0.0.1:9/"
    assert find_address("서울 중구 세종대로 110") is None
