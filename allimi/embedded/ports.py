"""Is a web port free, and if not, who has it?"""

import errno
import os
import pwd
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from allimi.embedded.errors import EmbeddedError

LISTEN = "0A"  # state column of /proc/net/tcp (proc_net_tcp.txt of the kernel)


def require_free(bind: str, port: int, variable: str) -> None:
    """Raise EmbeddedError, naming the port, its holder and `variable`, unless `bind`:`port` can be opened."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
            probe.listen(1)
        except OSError as error:
            raise EmbeddedError(_explain(error, bind, port, variable)) from None


def _explain(error: OSError, bind: str, port: int, variable: str) -> str:
    if error.errno == errno.EADDRINUSE:
        holder = port_holder(port)
        by = f" by {holder}" if holder else ""
        another = f"{variable}={port + 10 if port < 65000 else port - 10}"
        return f"Port {port} is already in use{by}. Stop that, or choose another: {another} script/server"
    if error.errno == errno.EACCES:
        return f"Port {port} is reserved for root. Choose one above 1023: {variable}=8000 script/server"
    return f"The address {bind} cannot be used ({error.strerror}). Set ALLIMI_BIND to one of this machine's."


def port_holder(port: int) -> str | None:
    """Who listens on TCP `port`: command and process id, or the account where this one may see no more."""
    sockets = dict(_listening_sockets(port))
    if not sockets:
        return None
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if any(os.readlink(link) in sockets for link in (process / "fd").iterdir()):
                return f"{(process / 'comm').read_text().strip()} (process {process.name})"
    owner = next(iter(sockets.values()))
    with suppress(KeyError):
        return f"a process of the account {pwd.getpwuid(owner).pw_name}"
    return f"a process of the account with number {owner}"


def _listening_sockets(port: int) -> Iterator[tuple[str, int]]:
    """Each socket that listens on `port`, as /proc/PID/fd names it, and its owner's account number."""
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with suppress(OSError):
            for line in Path(table).read_text("ascii").splitlines()[1:]:
                columns = line.split()
                if columns[3] == LISTEN and int(columns[1].rpartition(":")[2], 16) == port:
                    yield f"socket:[{columns[9]}]", int(columns[7])
