"""The four clusters, from an empty folder or from what is there, to a wall that stands."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from allimi.embedded.cluster import (
    create_cluster,
    draft_folder,
    exists,
    prepare_cluster,
    server_command,
    wait_until_ready,
)
from allimi.embedded.environments import manage_environment
from allimi.embedded.errors import EmbeddedError
from allimi.embedded.processes import Program, Supervisor
from allimi.embedded.sources import code_files, fingerprint, is_done, mark_done
from allimi.embedded.steps import run_manage
from allimi.embedded.topology import Cluster, Topology

Report = Callable[[str], None]
# The gateway names each replica's slot after it: replica_first.
FIRST_REPLICA = "first"


def cluster_programs(topology: Topology) -> list[Program]:
    """The clusters as the supervisor runs them: they stop downstream first, at once but cleanly (SIGINT)."""
    return [
        Program(
            name=cluster.name,
            command=server_command(cluster),
            order=100 + place,
            stop_signal="INT",
            stop_seconds=60,
        )
        for place, cluster in enumerate(topology.clusters)
    ]


def create_clusters(topology: Topology, report: Report, *, unsafe: bool = False) -> None:
    """Make those clusters that are not copies of another, side by side; write the settings of all."""
    originals = (topology.primary, topology.gateway, topology.intake)
    if not all(map(exists, originals)):
        report("creating the database clusters primary, gateway and intake")
        _stamp(topology).unlink(missing_ok=True)
    with ThreadPoolExecutor() as pool:
        list(pool.map(partial(create_cluster, unsafe=unsafe), originals))
    for cluster in topology.clusters:
        if exists(cluster):
            prepare_cluster(cluster, unsafe=unsafe)


def start_databases(topology: Topology, supervisor: Supervisor, report: Report, *, unsafe: bool = False) -> None:
    """Start all clusters; set up the wall and its first rows when the code has changed since; add the replica."""
    started_at = time.monotonic()
    existing = [cluster for cluster in topology.clusters if exists(cluster)]
    start_clusters(supervisor, existing)
    set_up(topology, report)
    if not exists(topology.replica):
        report("copying the gateway to the replica")
        create_replica(topology, topology.replica, FIRST_REPLICA)
        prepare_cluster(topology.replica, unsafe=unsafe)
        start_clusters(supervisor, [topology.replica])
    report(f"databases ready after {time.monotonic() - started_at:.1f} s")


def set_up(topology: Topology, report: Report) -> None:
    """Bring roles, tables, grants and publication to what the code says, districts to what the profile says."""
    stamp, digest = _stamp(topology), fingerprint(code_files(), manage_environment(topology)["ALLIMI_PROFILE"])
    if is_done(stamp, digest):
        return
    report("setting up the wall: roles, tables, grants, publication, subscription")
    run_manage(topology, "wall", "setup")
    report("bringing districts and the officials' roles up to date")
    run_manage(topology, "sync_profile")
    run_manage(topology, "sync_roles")
    mark_done(stamp, digest)


def _stamp(topology: Topology) -> Path:
    return topology.inside / "set_up"


def start_clusters(supervisor: Supervisor, clusters: list[Cluster]) -> None:
    """Start the clusters together and wait until each of them answers."""
    for cluster in clusters:
        supervisor.start_program(cluster.name)
    for cluster in clusters:
        try:
            wait_until_ready(cluster, partial(supervisor.require_hope, cluster.name))
        except EmbeddedError as error:
            raise EmbeddedError(f"{error}\n{supervisor.tail(cluster.name)}") from None


def create_replica(topology: Topology, cluster: Cluster, name: str) -> None:
    """Copy the gateway with the DMZ's own credential; under another name first, so never half a replica."""
    draft = draft_folder(cluster.data)
    run_manage(topology, "wall", "replica", "add", name, "--directory", str(draft))
    draft.rename(cluster.data)
