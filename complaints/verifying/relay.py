"""Handing a code to the relay, which alone can send messages (docs/adr/0017-the-voice.md)."""

import http.client
import json
import logging
import socket
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit

from django.conf import settings

SECONDS = 3.0  # the relay takes a code at once and sends it afterwards
_logger = logging.getLogger(__name__)


class RelayDown(Exception):
    """No code was sent, and nobody can tell when one could be."""


class _SocketConnection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: str) -> None:
        super().__init__("relay", timeout=SECONDS)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(SECONDS)
        self.sock.connect(self._path)


def send_code(to: str, code: str, *, language: str) -> None:
    """Hand over a code. Raises RelayDown. That the relay's own cap of a number is passed is told to nobody."""
    status, body = _asked("POST", "/codes/", {"to": to, "code": code, "language": language})
    if status == 202 or (status == 429 and body.get("scope") == "number"):
        return
    _fail(f"HTTP {status}")


def knock() -> None:
    """Ask what sending a code would, as long, and send none. Raises RelayDown."""
    status, _body = _asked("POST", "/codes/", {"to": "", "code": "", "language": ""})
    if status != 204:
        _fail(f"HTTP {status}")


def _asked(method: str, path: str, message: dict[str, str]) -> tuple[int, dict[str, Any]]:
    connection = _connection()
    try:
        headers = {"Authorization": f"Bearer {settings.RELAY_TOKEN}", "Content-Type": "application/json"}
        connection.request(method, path, json.dumps(message), headers)
        answer = connection.getresponse()
        text = answer.read(10_000)
        body = json.loads(text) if answer.status == 429 else {}
        return answer.status, body if isinstance(body, dict) else {}
    except (OSError, http.client.HTTPException, ValueError) as error:
        _fail(type(error).__name__)
    finally:
        connection.close()


def _connection() -> http.client.HTTPConnection:
    parts = urlsplit(settings.RELAY_URL)
    if parts.scheme == "unix":
        return _SocketConnection(unquote(parts.path))
    if parts.scheme in ("http", "https") and parts.hostname:
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        return kind(parts.hostname, parts.port, timeout=SECONDS)
    _fail("ALLIMI_RELAY_ADDRESS names no relay")


def _fail(reason: str) -> NoReturn:
    # The reason alone: neither number nor code.
    _logger.error("the relay sent no code: %s", reason)
    raise RelayDown(reason)
