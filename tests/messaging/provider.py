"""Providers of short messages on loopback: a gateway as ours, and SOLAPI's calls as documented.

Both keep what they took by the message's own id, so that a second copy can be counted.
"""

import hashlib
import hmac
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY, SECRET, TOKEN = "NCSKEY", "apisecret", "t0ken"


class Provider:
    """`faults` are used up one a message: "busy" (503, not taken), "wrong" (refused for good), "cut" (taken, and the
    line is cut), "hang" (taken, and no answer within the time-out), "lost" (not taken, and the line is cut)."""

    def __init__(self, *, idempotent: bool = True) -> None:
        self.copies: list[dict[str, Any]] = []  # what reached a phone
        self.states: dict[str, str] = {}  # by our id: what a look-up says, where it is not the usual
        self.faults: list[str] = []
        self.always = ""  # the fault of every message
        self.idempotent = idempotent
        self.deaf = False  # look-ups fail
        self.address = ""
        self.took = threading.Event()
        self.release = threading.Event()

    def of(self, number: str) -> list[dict[str, Any]]:
        return [copy for copy in self.copies if copy["to"] == number]


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        message = body.get("message", body)
        id_ = message.get("customFields", {}).get("allimi") or body["id"]
        provider = self.provider
        fault = provider.always or (provider.faults.pop(0) if provider.faults else "")
        if not self._is_ours():
            self._answer(401, {"errorCode": "Unauthorized"})
        elif fault == "busy":
            self._answer(503, {})
        elif fault == "wrong":
            self._answer(*self._wrong())
        elif fault == "lost":
            self.close_connection = True
        else:
            self._take(id_, message)
            if fault == "hang":
                provider.release.wait(10)
            if fault in ("cut", "hang"):
                self.close_connection = True
            else:
                self._answer(*self._taken(id_))

    def _take(self, id_: str, message: dict[str, Any]) -> None:
        known = {copy["id"] for copy in self.provider.copies}
        if not (self.provider.idempotent and id_ in known):
            self.provider.copies.append({**message, "id": id_})
        self.provider.took.set()

    def do_GET(self) -> None:
        if self.provider.deaf:
            self._answer(500, {})
        elif not self._is_ours():
            self._answer(401, {})
        else:
            self._answer(*self._looked_up())

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args: Any) -> None:
        pass

    # What differs between the two.
    def _is_ours(self) -> bool:
        raise NotImplementedError

    def _wrong(self) -> tuple[int, dict[str, Any]]:
        raise NotImplementedError

    def _taken(self, id_: str) -> tuple[int, dict[str, Any]]:
        raise NotImplementedError

    def _looked_up(self) -> tuple[int, dict[str, Any]]:
        raise NotImplementedError


class GatewayHandler(_Handler):
    def _is_ours(self) -> bool:
        return self.headers["Authorization"] == f"Bearer {TOKEN}"

    def _wrong(self) -> tuple[int, dict[str, Any]]:
        return 422, {}

    def _taken(self, id_: str) -> tuple[int, dict[str, Any]]:
        return 202, {"reference": f"g-{id_[:8]}"}

    def _looked_up(self) -> tuple[int, dict[str, Any]]:
        id_ = self.path.rpartition("/")[2]
        if not any(copy["id"] == id_ for copy in self.provider.copies):
            return 404, {}
        return 200, {"state": self.provider.states.get(id_, "delivered"), "reference": f"g-{id_[:8]}"}


class SolapiHandler(_Handler):
    def _is_ours(self) -> bool:
        pattern = r"HMAC-SHA256 apiKey=(\w+), date=([\d:TZ-]+), salt=(\w{12,64}), signature=([0-9a-f]{64})"
        found = re.fullmatch(pattern, self.headers["Authorization"])
        if found is None:
            return False
        key, date, salt, signature = found.groups()
        wanted = hmac.new(SECRET.encode(), (date + salt).encode(), hashlib.sha256).hexdigest()
        return key == KEY and hmac.compare_digest(signature, wanted)

    def _wrong(self) -> tuple[int, dict[str, Any]]:
        return 200, {"statusCode": "3010", "messageId": ""}

    def _taken(self, id_: str) -> tuple[int, dict[str, Any]]:
        return 200, {"statusCode": "2000", "statusMessage": "정상 접수", "messageId": f"M4V{id_[:8]}"}

    def _looked_up(self) -> tuple[int, dict[str, Any]]:
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        found = {}
        for copy in self.provider.copies:
            number = f"M4V{copy['id'][:8]}"
            if (query["criteria"], query["value"]) in (("messageId", number), ("to", copy["to"])):
                code = self.provider.states.get(copy["id"], "4000")
                found[number] = {"statusCode": code, "customFields": copy["customFields"], "to": copy["to"]}
        return 200, {"startKey": None, "limit": 100, "messageList": found}


@contextmanager
def serving(handler: type[_Handler], **how: Any) -> Iterator[Provider]:
    provider = Provider(**how)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (handler,), {"provider": provider}))
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        provider.release.set()
        server.shutdown()
        thread.join()
        server.server_close()
