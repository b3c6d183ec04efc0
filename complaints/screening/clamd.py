"""ClamAV over its socket: bytes go to clamd while they pass here, and are kept nowhere.

Whatever goes wrong (no daemon, a limit, a broken connection, an answer that is none) means that nothing was scanned.
"""

import contextlib
import socket
import struct
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType

_CONNECT_SECONDS = 2.0
_SEND_SECONDS = 5.0
_ANSWER_SECONDS = 30.0
_MOST_ANSWER = 4096  # bytes


class ScanState(StrEnum):
    CLEAN = "clean"
    VIRUS = "virus"
    LIMITS = "limits"  # too deep, too large unpacked, or encrypted: not looked into as a whole
    NOT_SCANNED = "not-scanned"


@dataclass(frozen=True)
class Scan:
    """What clamd answered."""

    state: ScanState
    name: str = ""  # of the virus


class Stream:
    """One file on its way to clamd (its INSTREAM). Never raises: it fails closed."""

    def __init__(self, address: str) -> None:
        """`address`: a socket's path or host:port; empty where there is no scanner."""
        self._socket: socket.socket | None = None
        if not address:
            return
        with contextlib.suppress(OSError, ValueError):
            self._socket = _connected(address)
            self._socket.settimeout(_SEND_SECONDS)
            self._socket.sendall(b"zINSTREAM\0")

    def __enter__(self) -> "Stream":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def send(self, piece: bytes) -> None:
        """The next bytes."""
        if self._socket is None or not piece:
            return
        try:
            self._socket.sendall(struct.pack("!L", len(piece)) + piece)
        except OSError:
            self.close()

    def finish(self) -> Scan:
        """Clamd's answer on the whole file."""
        if self._socket is None:
            return Scan(ScanState.NOT_SCANNED)
        try:
            self._socket.sendall(struct.pack("!L", 0))
            self._socket.settimeout(_ANSWER_SECONDS)
            return _read(self._answer())
        except OSError:
            return Scan(ScanState.NOT_SCANNED)
        finally:
            self.close()

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _answer(self) -> str:
        assert self._socket is not None  # noqa: S101  (finish asked)
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _MOST_ANSWER:
            part = self._socket.recv(1024)
            if not part:
                return ""  # cut off: what came of it says nothing
            answer += part
        return answer.rstrip(b"\0").decode(errors="replace")


def scan(content: bytes, address: str) -> Scan:
    """Clamd's answer on bytes that are here as a whole."""
    with Stream(address) as stream:
        for start in range(0, len(content), 256 * 1024):
            stream.send(content[start : start + 256 * 1024])
        return stream.finish()


def _connected(address: str) -> socket.socket:
    """Raises OSError or ValueError where nobody listens there."""
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_CONNECT_SECONDS)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_CONNECT_SECONDS)


def _read(answer: str) -> Scan:
    """`stream: OK`, `stream: Name FOUND`; anything else is no answer on the file."""
    words = answer.removeprefix("stream: ")
    if words == answer:
        return Scan(ScanState.NOT_SCANNED)
    if words == "OK":
        return Scan(ScanState.CLEAN)
    if words.endswith(" FOUND"):
        name = words.removesuffix(" FOUND")
        is_limit = name.startswith(("Heuristics.Limits.", "Heuristics.Encrypted."))
        return Scan(ScanState.LIMITS if is_limit else ScanState.VIRUS, name)
    return Scan(ScanState.NOT_SCANNED)
