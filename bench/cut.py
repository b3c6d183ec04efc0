"""A stretch of network that can be cut: a socket that passes everything on to another one until it does not."""

import asyncio
from contextlib import suppress
from pathlib import Path

from allimi.embedded.topology import SOCKET_NAME

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Cable:
    """Connections to `folder` (as libpq's host) end at the cluster whose socket lies in `behind`."""

    def __init__(self, folder: Path, behind: Path) -> None:
        self.folder, self.behind = folder, behind
        self.lines: set[asyncio.StreamWriter] = set()
        self.is_cut = False
        self.passing = asyncio.Event()
        self.passing.set()

    async def lay(self) -> asyncio.Server:
        """Open the near end."""
        self.folder.mkdir(mode=0o700)
        return await asyncio.start_unix_server(self._pass, self.folder / SOCKET_NAME)

    async def cut(self, seconds: float) -> None:
        """Every connection breaks, and new ones are refused meanwhile."""
        self.is_cut = True
        for writer in list(self.lines):
            writer.transport.abort()
        await asyncio.sleep(seconds)
        self.is_cut = False

    async def swallow(self, seconds: float) -> None:
        """Nothing comes through and nothing breaks, as where packets are dropped."""
        self.passing.clear()
        await asyncio.sleep(seconds)
        self.passing.set()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.is_cut:
            writer.transport.abort()
            return
        try:
            other, far = await asyncio.open_unix_connection(self.behind / SOCKET_NAME)
        except OSError:
            writer.transport.abort()
            return
        self.lines |= {writer, far}
        await asyncio.gather(self._copy(reader, far), self._copy(other, writer))
        self.lines -= {writer, far}

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.CancelledError):
            while content := await reader.read(65536):
                await self.passing.wait()
                writer.write(content)
                await writer.drain()
        with suppress(OSError):
            writer.close()
