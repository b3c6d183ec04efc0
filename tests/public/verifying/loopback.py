"""A server on loopback that answers as a test says: each provider that citizens are verified by is one of these."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request, with its JSON or its form as `body`."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class Loopback:
    answer: Callable[[Asked], tuple[int, Any]]
    address: str = ""
    asked: list[Asked] = field(default_factory=list)
    arriving: Queue[Asked] = field(default_factory=Queue)

    def next(self, seconds: float = 10) -> Asked:
        """The next request; waits for one that is under way."""
        return self.arriving.get(timeout=seconds)


class _Handler(BaseHTTPRequestHandler):
    loopback: Loopback

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        text = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        is_json = "json" in self.headers.get("Content-Type", "")
        body = json.loads(text) if text and is_json else {name: values[0] for name, values in parse_qs(text).items()}
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        asked = Asked(self.command, parts.path, query, dict(self.headers), body)
        self.loopback.asked.append(asked)
        status, answer = self.loopback.answer(asked)
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.loopback.arriving.put(asked)

    do_GET = do_POST = _serve

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def serving(answer: Callable[[Asked], tuple[int, Any]]) -> Iterator[Loopback]:
    loopback = Loopback(answer)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"loopback": loopback}))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    loopback.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield loopback
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
