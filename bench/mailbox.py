"""A mail server on loopback that writes down who got which mail: a line when it has taken one, before it says so.

In a process of its own, so that whatever a benchmark kills, what was delivered is known.
"""

import asyncio
import sys
from pathlib import Path


class Taken:
    """Recipients and Message-IDs, a line each."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", buffering=1, encoding="utf-8")

    async def session(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, as SMTP has it (RFC 5321). Whoever hangs up in between gave nothing."""
        try:
            await self._talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        recipient = ""
        await _say(writer, "220 loopback")
        while line := await reader.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            if verb.upper() == "RCPT":
                recipient = rest.partition("<")[2].partition(">")[0]
            if verb.upper() == "DATA":
                await _say(writer, "354 go on")
                mail = (await reader.readuntil(b"\r\n.\r\n")).decode(errors="replace")
                number = mail.partition("Message-ID: <")[2].partition("@")[0]
                self._file.write(f"{recipient} {number}\n")
            await _say(writer, "221 bye" if verb.upper() == "QUIT" else "250 ok")
            if verb.upper() == "QUIT":
                return


async def _say(writer: asyncio.StreamWriter, line: str) -> None:
    writer.write(f"{line}\r\n".encode())
    await writer.drain()


async def _serve(port: int, path: Path) -> None:
    server = await asyncio.start_server(Taken(path).session, "127.0.0.1", port, limit=2**22, backlog=256)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), Path(sys.argv[2])))
