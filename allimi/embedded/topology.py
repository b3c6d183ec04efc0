"""Where everything of one Allimi home lies: folders, sockets, ports. Pure; touches no disk."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from urllib.parse import quote

from allimi.embedded.errors import EmbeddedError

ROOT = Path(__file__).resolve().parent.parent.parent
DATABASE = "allimi"
# PostgreSQL names its socket after a port number even where it opens no port.
SOCKET_NAME = ".s.PGSQL.5432"
# sockaddr_un holds 108 bytes with the closing zero (unix(7)).
SOCKET_PATH_MAX = 107
# supervisord first binds NAME.PID and then links it to NAME.
SUPERVISOR_SOCKET_SUFFIX = ".4194304"


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """One PostgreSQL cluster: `kind` chooses its settings, `name` its folder and its process."""

    name: str
    kind: str
    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / self.name

    @property
    def socket_dir(self) -> Path:
        return self.folder / f"{self.name}.sock"

    def url(self, role: str, password: str | None = None) -> str:
        """A libpq URI for `role`; the superuser has no password, its socket admits one OS account."""
        secret = "" if password is None else f":{quote(password, safe='')}"
        return f"postgresql://{role}{secret}@/{DATABASE}?host={quote(str(self.socket_dir), safe='/')}"

    def maintenance_url(self) -> str:
        """The superuser in the database that exists before `wall setup` made ours."""
        return f"postgresql://postgres@/postgres?host={quote(str(self.socket_dir), safe='/')}"


@dataclass(frozen=True, kw_only=True)
class Topology:
    """The four clusters and three apps that live in one folder, `home`."""

    home: Path
    public_port: int = 8000
    internal_port: int = 8001
    reporters_port: int = 8002
    bind: str = "127.0.0.1"

    @property
    def inside(self) -> Path:
        return self.home / "inside"

    @property
    def dmz(self) -> Path:
        return self.home / "dmz"

    @property
    def run(self) -> Path:
        return self.home / "run"

    @property
    def log(self) -> Path:
        return self.home / "log"

    @property
    def primary(self) -> Cluster:
        return Cluster(name="primary", kind="primary", folder=self.inside)

    @property
    def gateway(self) -> Cluster:
        return Cluster(name="gateway", kind="gateway", folder=self.inside)

    @property
    def replica(self) -> Cluster:
        return Cluster(name="replica", kind="replica", folder=self.dmz)

    @property
    def intake(self) -> Cluster:
        return Cluster(name="intake", kind="intake", folder=self.dmz)

    @property
    def clusters(self) -> tuple[Cluster, ...]:
        """In the order in which they start; they stop in the opposite one."""
        return (self.primary, self.gateway, self.intake, self.replica)

    @property
    def supervisor_socket(self) -> Path:
        return self.run / "supervisord.sock"

    @property
    def relay(self) -> Path:
        """The relay's own folder: it belongs to neither side of the wall."""
        return self.home / "relay"

    @property
    def relay_socket(self) -> Path:
        return self.run / "relay.sock"

    @property
    def public_origin(self) -> str:
        return f"http://{self._shown_host}:{self.public_port}"

    @property
    def internal_origin(self) -> str:
        return f"http://{self._shown_host}:{self.internal_port}"

    @property
    def reporters_origin(self) -> str:
        return f"http://{self._shown_host}:{self.reporters_port}"

    @property
    def _shown_host(self) -> str:
        return "localhost" if self.bind in {"127.0.0.1", "0.0.0.0", "::"} else self.bind  # noqa: S104

    def check_socket_paths(self) -> None:
        """Raise EmbeddedError when the home's path is too long for a Unix socket below it."""
        sockets = [cluster.socket_dir / SOCKET_NAME for cluster in self.clusters]
        sockets.append(self.supervisor_socket.with_name(self.supervisor_socket.name + SUPERVISOR_SOCKET_SUFFIX))
        longest = max(len(os.fsencode(path)) for path in sockets)
        if longest > SOCKET_PATH_MAX:
            length = len(os.fsencode(self.home))
            allowed = SOCKET_PATH_MAX - (longest - length)
            raise EmbeddedError(
                f"ALLIMI_HOME is too long: {self.home} has {length} bytes and may have {allowed}, because "
                f"a socket's path may have {SOCKET_PATH_MAX}. Set ALLIMI_HOME to a shorter folder."
            )


def topology_from(environment: Mapping[str, str]) -> Topology:
    """The topology that ALLIMI_HOME, ALLIMI_BIND and the three ALLIMI_…_PORT describe."""
    home = Path(environment.get("ALLIMI_HOME") or ROOT / ".allimi").expanduser().absolute()
    topology = Topology(
        home=home,
        public_port=_port(environment, "ALLIMI_PUBLIC_PORT", 8000),
        internal_port=_port(environment, "ALLIMI_INTERNAL_PORT", 8001),
        reporters_port=_port(environment, "ALLIMI_REPORTERS_PORT", 8002),
        bind=environment.get("ALLIMI_BIND") or "127.0.0.1",
    )
    _require_different_ports(topology)
    topology.check_socket_paths()
    return topology


def _require_different_ports(topology: Topology) -> None:
    ports = {
        "ALLIMI_PUBLIC_PORT": topology.public_port,
        "ALLIMI_INTERNAL_PORT": topology.internal_port,
        "ALLIMI_REPORTERS_PORT": topology.reporters_port,
    }
    for (first, port), (second, other) in combinations(ports.items(), 2):
        if port == other:
            raise EmbeddedError(f"Two apps cannot use port {port}: give {first} and {second} different numbers.")


def _port(environment: Mapping[str, str], variable: str, default: int) -> int:
    text = environment.get(variable) or str(default)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise EmbeddedError(f"{variable} is {text!r}; it must be a port number from 1 to 65535.")
    return int(text)
