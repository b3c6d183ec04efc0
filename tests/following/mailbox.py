"""A mailbox on loopback that speaks POP3 (RFC 1939)."""

from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread


class Mailbox:
    def __init__(self, mails: list[bytes]) -> None:
        self.mails = mails
        self.url = ""


class _Handler(StreamRequestHandler):
    mailbox: Mailbox

    def handle(self) -> None:
        deleted: set[int] = set()
        self._say("+OK")
        for line in self.rfile:
            verb, *given = line.decode().split()
            if verb == "LIST":
                self._many([f"{place} {len(mail)}" for place, mail in enumerate(self.mailbox.mails, start=1)])
            elif verb == "TOP":
                self._many(self._mail(given[0]).partition("\r\n\r\n")[0].split("\r\n"))
            elif verb == "RETR":
                self._many(self._mail(given[0]).split("\r\n"))
            elif verb == "DELE":
                deleted.add(int(given[0]))
                self._say("+OK")
            elif verb == "QUIT":
                kept = [mail for place, mail in enumerate(self.mailbox.mails, start=1) if place not in deleted]
                self.mailbox.mails = kept
                self._say("+OK")
                return
            else:
                self._say("-ERR" if verb == "PASS" and given != ["geheim"] else "+OK")

    def _mail(self, place: str) -> str:
        return self.mailbox.mails[int(place) - 1].decode()

    def _many(self, lines: list[str]) -> None:
        self._say("+OK")
        for line in [*lines, "."]:
            self._say(line)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mailbox(mails: list[bytes]) -> Iterator[Mailbox]:
    box = Mailbox(mails)
    server = ThreadingTCPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"mailbox": box}))
    box.url = f"pop3://bounces:geheim@127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield box
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
