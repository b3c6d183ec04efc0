"""Somebody else's web page, on an origin of its own, that forbids everything but the city's pictures and frames."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_PAGE = """<!DOCTYPE html>
<html lang="ko">
  <head><meta charset="utf-8"><title>구청 누리집</title><link rel="icon" href="data:,">
    <meta name="viewport" content="width=device-width, initial-scale=1"></head>
  <body><main><h1>배너 모음</h1><p>{}</p></main></body>
</html>"""


@dataclass
class ForeignPage:
    """What is pasted into it is shown at the next load."""

    address: str
    pasted: str = ""


@contextmanager
def foreign_page(allowed: str) -> Iterator[ForeignPage]:
    """The page, served on a port of this machine; its policy allows pictures and frames of one origin alone."""
    page = ForeignPage("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = _PAGE.format(page.pasted).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            policy = f"default-src 'none'; img-src data: {allowed}; frame-src {allowed}; base-uri 'none'"
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *told: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    page.address = f"http://localhost:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield page
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
