"""A mail server on loopback that speaks SMTP (RFC 5321) and keeps what it takes, or misbehaves as told."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any


class MailServer:
    """`taken` in the order of arrival. `refused` says which recipients get which answer; `cut` closes the line after
    a mail was taken, before it is said."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.refused: dict[str, int] = {}
        self.cut = 0  # so many times
        self.port = 0

    def of(self, recipient: str) -> list[Message]:
        return [mail for mail in self.taken if mail["To"] == recipient]


class _Handler(StreamRequestHandler):
    mails: MailServer

    def handle(self) -> None:
        self._say("220 loopback")
        for line in self.rfile:
            verb, _, rest = line.decode().strip().partition(" ")
            if verb.upper() == "DATA":
                if not self._data():
                    return
            elif verb.upper() == "RCPT":
                address = rest.partition("<")[2].partition(">")[0]
                self._say(f"{self.mails.refused.get(address, 250)} {address}")
            elif verb.upper() == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _data(self) -> bool:
        self._say("354 go on")
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b"."))
        self.mails.taken.append(message_from_bytes(b"".join(lines), policy=default))
        if self.mails.cut:
            self.mails.cut -= 1
            return False
        self._say("250 taken")
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def mail_server() -> Iterator[MailServer]:
    mails = MailServer()
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"mails": mails}))
    mails.port = server.server_address[1]
    yield from _serve(server, mails)


def _serve(server: Any, mails: Any) -> Iterator[Any]:
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield mails
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
