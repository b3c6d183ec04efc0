"""A real nginx with deploy/nginx before a small real HTTP server that can be told to fail."""

import os
import shutil
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")

WRAPPER = """
{user}
daemon off;
pid {home}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 128; }}
http {{
    types {{ text/html html; }}
    include {deploy}/nginx/http.conf;
    upstream allimi_public {{ server 127.0.0.1:{app}; keepalive 4; }}
    upstream allimi_posts {{ server 127.0.0.1:{posts}; keepalive 4; }}
    server {{ listen 127.0.0.1:{port}; include {deploy}/nginx/allimi.conf; }}
}}
"""


@dataclass
class App:
    """What the stand-in for the public app answers, and what it was asked."""

    status: int = 200
    body: str = "<html><body><main>v1</main></body></html>"
    headers: dict[str, str] = field(default_factory=dict)
    hangs: bool = False
    asked: list[tuple[str, str, Message]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    port: int = 0


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    text: str


@dataclass(frozen=True)
class Front:
    """The nginx under test."""

    port: int
    home: Path

    def get(self, path: str = "/", *, method: str = "GET", data: bytes | None = None, **headers: str) -> Answer:
        """Ask nginx; header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, named, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                return Answer(response.status, response.headers, response.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read().decode())

    def log(self) -> str:
        return (self.home / "log").read_text()

    def copies(self) -> list[Path]:
        return [path for path in (self.home / "copies").rglob("*") if path.is_file()]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def handler_of(app: App) -> type[BaseHTTPRequestHandler]:
    """A handler that answers as `app` says at that moment."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            app.asked.append((self.command, self.path, self.headers))
            if app.hangs:
                app.released.wait(30)
                self.close_connection = True
                return
            body = app.body.encode()
            self.send_response(app.status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **app.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_HEAD = do_POST = answer

        def log_message(self, *args: object) -> None:
            """Silence: the test's output is the tests'."""

    return Handler


class Server(ThreadingHTTPServer):
    """A server that can end as a killed one does: with its open connections."""

    daemon_threads = True

    def __init__(self, app: App) -> None:
        self.connections: list[socket.socket] = []
        super().__init__(("127.0.0.1", app.port), handler_of(app))

    def process_request(self, request: socket.socket, client_address: object) -> None:
        self.connections.append(request)
        super().process_request(request, client_address)

    def end(self) -> None:
        self.shutdown()
        self.server_close()
        for connection in self.connections:
            with suppress(OSError):  # closed already
                connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def serving(app: App) -> Iterator[None]:
    """The app answers on its port; leaving kills it, as a crash would: connections are refused."""
    server = Server(app)
    app.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        app.released.set()
        server.end()
        thread.join()


@contextmanager
def nginx(home: Path, app_port: int, posts_port: int | None = None) -> Iterator[Front]:
    """Debian's nginx with the project's configuration, in a folder of its own; one app for all unless two are named."""
    port = free_port()
    configuration = home / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    ports = {"port": port, "app": app_port, "posts": posts_port or app_port}
    configuration.write_text(WRAPPER.format(user=user, home=home, deploy=DEPLOY, **ports), encoding="utf-8")
    assert NGINX
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [NGINX, "-p", f"{home}/", "-c", str(configuration)], stdout=log, stderr=subprocess.STDOUT
        )
        try:
            wait_for(port, process, home / "log")
            yield Front(port, home)
        finally:
            process.terminate()
            process.wait(10)


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once somebody listens. Raises AssertionError with nginx's words when it ends instead."""
    for _ in range(200):
        assert process.poll() is None, log.read_text()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"nginx did not listen within 4 s: {log.read_text()}")
