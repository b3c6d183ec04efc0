"""A city's directory on this machine: an OpenID Connect server that knows one person."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt

CLIENT = "allimi-desk"


class _Directory(ThreadingHTTPServer):
    person: dict[str, str]

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: _Directory

    def do_GET(self) -> None:
        origin = self.server.origin
        pages: dict[str, dict[str, Any]] = {
            "/.well-known/openid-configuration": {
                "issuer": origin,
                "authorization_endpoint": f"{origin}/authorize",
                "token_endpoint": f"{origin}/token",
                "userinfo_endpoint": f"{origin}/userinfo",
                "jwks_uri": f"{origin}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
            "/userinfo": self.server.person,
        }
        self._answer(pages[self.path])

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        now = int(time.time())
        claims = {**self.server.person, "iss": self.server.origin, "aud": CLIENT, "iat": now, "exp": now + 60}
        token = jwt.encode(claims, "k" * 32, algorithm="HS256")
        self._answer({"access_token": "t", "token_type": "Bearer", "id_token": token})

    def _answer(self, value: dict[str, Any]) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def running_directory(**person: str) -> Iterator[_Directory]:
    """The directory, and who stands before it: `sub` and the claims about that person."""
    server = _Directory(("127.0.0.1", 0), _Handler)
    server.person = person
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
