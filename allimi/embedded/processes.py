"""The supervisor: its configuration, and how we talk to it.

Supervisor 4.3 restarts a child that died, with retries. It starts nothing by itself here: a first start has
an order that it cannot know, so `server` asks it for one program after the other.
"""

import shlex
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, cast
from xmlrpc.client import Fault, ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from allimi.embedded.credentials import replace_file
from allimi.embedded.environments import inherited_environment
from allimi.embedded.errors import EmbeddedError
from allimi.embedded.orphans import remember_process
from allimi.embedded.topology import ROOT, Topology

ANSWER_SECONDS = 15.0
STOP_SECONDS = 120.0
# The pause between retries grows by a second each time: a full disk may take over an hour to be noticed.
START_RETRIES = 100
FAULT_NOT_RUNNING = 70  # supervisor.xmlrpc.Faults.NOT_RUNNING
FAULT_ALREADY_STARTED = 60  # supervisor.xmlrpc.Faults.ALREADY_STARTED


@dataclass(frozen=True, kw_only=True)
class Program:
    """What the supervisor keeps alive. The highest `order` stops first."""

    name: str
    command: Sequence[str]
    order: int
    stop_signal: str = "TERM"
    stop_seconds: int = 20


def render_supervisor(programs: Iterable[Program]) -> str:
    """The text of supervisord.conf. It holds no secret: `launch` gives each child its own.

    Paths below the home are relative to it, since supervisor 4.3 expands a log's path twice: a percent sign
    in an absolute one could not be escaped.
    """
    head = """[supervisord]
nodaemon = true
logfile = log/supervisord.log
logfile_maxbytes = 2MB
logfile_backups = 1
pidfile = run/supervisord.own
childlogdir = log
umask = 077

[unix_http_server]
file = run/supervisord.sock
chmod = 0600

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
"""
    return head + "".join(_render_program(program) for program in programs)


def _render_program(program: Program) -> str:
    return f"""
[program:{program.name}]
command = {_literal(shlex.join(program.command))}
directory = {_literal(str(ROOT))}
priority = {program.order}
autostart = false
autorestart = true
startsecs = 1
startretries = {START_RETRIES}
stopsignal = {program.stop_signal}
stopwaitsecs = {program.stop_seconds}
killasgroup = true
stdout_logfile = log/{program.name}.log
stdout_logfile_maxbytes = 10MB
stdout_logfile_backups = 2
redirect_stderr = true
"""


def _literal(text: str) -> str:
    """As it stands: supervisor would expand a percent sign, and end the line at a semicolon after a blank."""
    if " ;" in text or "\n" in text:
        raise EmbeddedError(f"The supervisor cannot take a path with ' ;' or a line break in it: {text}")
    return text.replace("%", "%%")


class Supervisor:
    """A running supervisord of one home."""

    def __init__(self, topology: Topology, programs: Sequence[Program], process: subprocess.Popen[bytes]) -> None:
        self.topology = topology
        self.programs = programs
        self.process = process

    @classmethod
    def start(cls, topology: Topology, programs: Sequence[Program]) -> "Supervisor":
        """Start supervisord, with an environment that holds no secret, and wait until it answers."""
        configuration = topology.run / "supervisord.conf"
        replace_file(configuration, render_supervisor(programs))
        topology.supervisor_socket.unlink(missing_ok=True)
        process = subprocess.Popen(  # noqa: S603  (our own program)
            [sys.executable, "-P", "-m", "supervisor.supervisord", "-c", str(configuration)],
            cwd=topology.home,
            env=inherited_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl-C in the terminal is ours to handle, in the right order
        )
        remember_process(topology.run / "supervisord.pid", process.pid)
        supervisor = cls(topology, programs, process)
        try:
            supervisor._wait_for_answer()
        except BaseException:
            supervisor.stop()
            raise
        return supervisor

    def _wait_for_answer(self) -> None:
        deadline = time.monotonic() + ANSWER_SECONDS
        while True:
            self.require_alive()
            with suppress(OSError):
                self._call("getState")
                return
            if time.monotonic() > deadline:
                raise EmbeddedError(f"supervisord does not answer; see {self.topology.log / 'supervisord.log'}")
            time.sleep(0.05)

    def require_alive(self) -> None:
        """Raise EmbeddedError when supervisord itself has ended."""
        if self.process.poll() is not None:
            log = self.topology.log / "supervisord.log"
            raise EmbeddedError(f"supervisord ended with exit code {self.process.returncode}; see {log}")

    def start_program(self, name: str) -> None:
        """Start a program unless it runs; returns at once, the program may still fail."""
        try:
            self._call("startProcess", name, False)
        except Fault as fault:
            if fault.faultCode != FAULT_ALREADY_STARTED:
                raise

    def stop_program(self, name: str) -> None:
        """Stop a program and wait until it has ended."""
        try:
            self._call("stopProcess", name)
        except Fault as fault:
            if fault.faultCode != FAULT_NOT_RUNNING:
                raise

    def pid(self, name: str) -> int:
        """The process id of a program; 0 while it does not run."""
        return int(self._info(name)["pid"])

    def require_hope(self, name: str) -> None:
        """Raise EmbeddedError, with the end of its log, when the supervisor has given a program up."""
        self.require_alive()
        info = self._info(name)
        if info["statename"] in {"FATAL", "UNKNOWN", "STOPPED"}:
            raise EmbeddedError(f"{name} does not start ({info['statename']})")

    def _call(self, method: str, *arguments: object) -> object:
        transport = SupervisorTransport(None, None, f"unix://{self.topology.supervisor_socket}")
        # The host is not used: the transport goes to the socket.
        with ServerProxy("http://localhost", transport=transport) as server:
            return getattr(server.supervisor, method)(*arguments)

    def _info(self, name: str) -> dict[str, Any]:
        return cast(dict[str, Any], self._call("getProcessInfo", name))

    def tail(self, name: str) -> str:
        """The last lines of a program's log."""
        log = self.topology.log / f"{name}.log"
        return "\n".join(log.read_text("utf-8", "replace").splitlines()[-15:]) if log.exists() else ""

    def stop(self) -> None:
        """Stop every program, the highest order first, and then supervisord.

        One by one, because supervisord's own way out waits up to a second for each program, stopped or not.
        """
        with suppress(OSError, HTTPException, Fault):
            for program in sorted(self.programs, key=lambda program: program.order, reverse=True):
                self.stop_program(program.name)
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        (self.topology.run / "supervisord.pid").unlink(missing_ok=True)
