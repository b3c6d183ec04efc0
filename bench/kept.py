"""Programs that are started again whenever they die, as a service manager does."""

import asyncio
import os
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from bench.stage import ROOT

STOP_SECONDS = 20.0


class Kept:
    """One program, kept alive until `end`."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self.name = name
        self.command, self.log = command, log
        self.environment = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1", **environment}
        self.process: asyncio.subprocess.Process | None = None
        self.is_ended = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Keep it from now on."""
        self._task = asyncio.create_task(self._keep())

    def pids(self) -> list[int]:
        """Its own number and those of its children; none while it is down."""
        if self.process is None or self.process.returncode is not None:
            return []
        return [self.process.pid, *children(self.process.pid)]

    async def end(self) -> None:
        """Stop it for good."""
        self.is_ended = True
        for pid in self.pids():
            _signal(pid, signal.SIGCONT)
        if self.process is not None and self.process.returncode is None:
            self.process.terminate()
        if self._task is None:
            return
        try:
            await asyncio.wait_for(asyncio.shield(self._task), STOP_SECONDS)
        except TimeoutError:
            for pid in self.pids():
                kill(pid)
            await self._task

    async def _keep(self) -> None:
        while not self.is_ended:
            with self.log.open("ab") as log:
                self.process = await asyncio.create_subprocess_exec(
                    *self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
                )
            left = self.process.pid
            await self.process.wait()
            # Workers of a master that was killed go with it, or a new one could not have its port.
            with suppress(ProcessLookupError):
                os.killpg(left, signal.SIGKILL)
            await asyncio.sleep(0.2)


def children(pid: int) -> list[int]:
    """Numbers of a process's children."""
    with suppress(OSError):
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def kill(pid: int) -> None:
    """kill -9."""
    _signal(pid, signal.SIGKILL)


async def freeze(pids: Sequence[int], seconds: float) -> None:
    """SIGSTOP, and SIGCONT after a while."""
    for pid in pids:
        _signal(pid, signal.SIGSTOP)
    await asyncio.sleep(seconds)
    for pid in pids:
        _signal(pid, signal.SIGCONT)


def _signal(pid: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)
