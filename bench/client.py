"""HTTP as cheaply as Python can speak it, so that the machine's time goes to what is measured."""

import asyncio
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bench.stage import percentile


@dataclass
class Seen:
    """Answers to one kind of request."""

    seconds: list[float] = field(default_factory=list)  # of each answer, from the moment it was due
    failed: int = 0

    def add(self, status: int, seconds: float) -> None:
        if status == 200:
            self.seconds.append(seconds)
        else:
            self.failed += 1

    def line(self) -> str:
        """For people."""
        if not self.seconds:
            return f"none, {self.failed} failed"
        fifty, ninety_nine = (1000 * percentile(self.seconds, each) for each in (50, 99))
        return f"{len(self.seconds):,} answered, {self.failed} failed, median {fifty:.0f} ms, p99 {ninety_nine:.0f} ms"


Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class StaleLine(ConnectionError):
    """The server had closed a connection that was kept open: it ended before any byte of an answer."""


class Client:
    """A few connections that are kept open, each used by one request at a time.

    Where the server has closed one meanwhile, the request is sent once more by a new one, as browsers do; `again`
    counts these.
    """

    def __init__(self, origin: str, connections: int, *, patience: float = 60.0) -> None:
        parts = urlsplit(origin)
        self.host, self.port = str(parts.hostname), int(parts.port or 80)
        self.patience = patience  # seconds for one answer
        self.again = 0
        self.idle: asyncio.Queue[Line | None] = asyncio.Queue()
        for _ in range(connections):
            self.idle.put_nowait(None)

    async def send(self, request: bytes) -> int:
        """The status of the answer; 0 where there was none."""
        line = await self.idle.get()
        try:
            async with asyncio.timeout(self.patience):
                try:
                    status, line = await self._send(line, request)
                except StaleLine:
                    self.again += 1
                    line = None
                    status, line = await self._send(line, request)
                return status
        except (OSError, asyncio.IncompleteReadError, ValueError, TimeoutError):
            if line is not None:
                line[1].close()
            line = None
            return 0
        finally:
            self.idle.put_nowait(line)

    async def _send(self, line: Line | None, request: bytes) -> tuple[int, Line | None]:
        reader, writer = line or await asyncio.open_connection(self.host, self.port)
        try:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            if line is None or getattr(error, "partial", b""):
                raise
            writer.close()
            raise StaleLine from error
        await reader.readexactly(_length(head))
        status = int(head.split(b" ", 2)[1])
        if b"connection: close" in head.lower():
            writer.close()
            return status, None
        return status, (reader, writer)


def get(path: str) -> bytes:
    """A request for a page."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


async def steadily(client: Client, requests: list[bytes], rate: float, seen: Seen) -> None:
    """Send at a rate, whether or not earlier ones are answered: waiting counts."""

    async def one(request: bytes, due: float) -> None:
        status = await client.send(request)
        seen.add(status, time.monotonic() - due)

    started = time.monotonic()
    async with asyncio.TaskGroup() as tasks:
        for number, request in enumerate(requests):
            due = started + number / rate
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            tasks.create_task(one(request, due))


async def at_full_speed(client: Client, requests: list[bytes], connections: int, seen: Seen) -> float:
    """Send as fast as answers come. Seconds that it took."""
    waiting = iter(requests)

    async def one_after_another() -> None:
        for request in waiting:
            started = time.monotonic()
            seen.add(await client.send(request), time.monotonic() - started)

    started = time.monotonic()
    await asyncio.gather(*(one_after_another() for _ in range(connections)))
    return time.monotonic() - started


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    raise ValueError("an answer without a length")
