"""A loopback server that speaks Seoul's open data API, for the tests."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from xml.sax.saxutils import escape

KEY = "4f5cret4key"
FINE = {"CODE": "INFO-000", "MESSAGE": "정상 처리되었습니다"}


class OpenApi:
    """What the server has and how it misbehaves."""

    def __init__(self, service: str, rows: list[dict[str, Any]]) -> None:
        self.service = service
        self.rows = rows
        self.calls: list[str] = []
        self.faults: list[str] = []  # one a call, the first first: "cut", "500", "ERROR-500", "garbage" or ""
        self.files: dict[str, bytes] = {}
        self.redirects: dict[str, str] = {}
        self.not_modified = 0  # how many pictures were only asked about
        self.address = ""

    def answer(self, path: str) -> tuple[str, bytes]:
        key, form, service, start, end, *_arguments = path.strip("/").split("/")
        result, rows = self._result(key, service, int(start), int(end))
        body = (
            json_answer(service, rows, len(self.rows), result)
            if form == "json"
            else xml_answer(service, rows, len(self.rows), result)
        )
        return f"application/{form}", body

    def _result(self, key: str, service: str, start: int, end: int) -> tuple[dict[str, str], list[dict[str, Any]]]:
        if key not in (KEY, "sample"):
            return {"CODE": "INFO-100", "MESSAGE": "인증키가 유효하지 않습니다."}, []
        if service != self.service:
            return {"CODE": "ERROR-310", "MESSAGE": "해당하는 서비스를 찾을 수 없습니다."}, []
        if end - start >= (5 if key == "sample" else 1000):
            code = "ERROR-335" if key == "sample" else "ERROR-336"
            return {"CODE": code, "MESSAGE": "데이터요청은 한번에 최대 1000건을 넘을 수 없습니다."}, []
        rows = self.rows[start - 1 : end]
        return (FINE, rows) if rows else ({"CODE": "INFO-200", "MESSAGE": "해당하는 데이터가 없습니다."}, [])


def json_answer(service: str, rows: list[dict[str, Any]], total: int, result: dict[str, str] = FINE) -> bytes:
    if not rows:
        return json.dumps({"RESULT": result}, ensure_ascii=False).encode()
    body = {service: {"list_total_count": total, "RESULT": result, "row": rows}}
    return json.dumps(body, ensure_ascii=False).encode()


def xml_answer(service: str, rows: list[dict[str, Any]], total: int, result: dict[str, str] = FINE) -> bytes:
    told = f"<RESULT><CODE>{result['CODE']}</CODE><MESSAGE>{result['MESSAGE']}</MESSAGE></RESULT>"
    declaration = '<?xml version="1.0" encoding="UTF-8"?>'
    if not rows:
        return f"{declaration}{told}".encode()
    cells = "".join(f"<row>{_cells(row)}</row>" for row in rows)
    body = f"<{service}><list_total_count>{total}</list_total_count>{told}{cells}</{service}>"
    return f"{declaration}{body}".encode()


def _cells(row: dict[str, Any]) -> str:
    def value(cell: Any) -> str:
        return _cells(cell) if isinstance(cell, dict) else escape("" if cell is None else str(cell))

    return "".join(f"<{name}>{value(cell)}</{name}>" for name, cell in row.items())


class Handler(BaseHTTPRequestHandler):
    """Answers for one OpenApi; `serving` makes a class of it that knows which."""

    api: OpenApi

    def do_GET(self) -> None:
        self.api.calls.append(self.path)
        if self.path in self.api.redirects:
            self.send_response(302)
            self.send_header("Location", self.api.redirects[self.path])
            self.end_headers()
        elif self.path.startswith("/files/"):
            self._file()
        else:
            self._answer(self.api.faults.pop(0) if self.api.faults else "")

    def _file(self) -> None:
        if self.headers["If-None-Match"] == '"1"':
            self.api.not_modified += 1
            self.send_response(304)
            self.end_headers()
            return
        found = self.path in self.api.files
        self._send("image/jpeg", self.api.files.get(self.path, b""), status=200 if found else 404)

    def _answer(self, fault: str) -> None:
        if fault == "500":
            self._send("text/html", b"<html>busy</html>", status=500)
            return
        kind, body = self.api.answer(self.path)
        if fault.startswith("ERROR"):
            body = json_answer(self.api.service, [], 0, {"CODE": fault, "MESSAGE": "서버 오류입니다."})
        if fault == "garbage":
            body = b"<html><body>gateway"
        self._send(kind, body, cut=fault == "cut")

    def _send(self, kind: str, body: bytes, *, status: int = 200, cut: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if kind.startswith("image/"):
            self.send_header("ETag", '"1"')
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if cut else body)

    def log_message(self, *_args: Any) -> None:
        pass


@contextmanager
def serving(api: OpenApi) -> Iterator[OpenApi]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"api": api}))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    api.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield api
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
