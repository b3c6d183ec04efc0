"""The four clusters for real: each is killed in turn, and what is written afterwards still arrives."""

import os
import signal
import time

import psycopg
import pytest

from allimi.embedded.orphans import postmaster_pid, process_start
from allimi.embedded.running import running_topology

CATCH_UP_SECONDS = 30.0


@pytest.fixture(scope="module")
def running(module_home):
    with running_topology(module_home, unsafe=True) as running:
        yield running
    for cluster in running.topology.clusters:
        assert postmaster_pid(cluster.data) is None


def execute(url: str, statement: str):
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


def eventually(attempt, seconds=CATCH_UP_SECONDS):
    deadline = time.monotonic() + seconds
    while True:
        try:
            if value := attempt():
                return value
        except psycopg.OperationalError:
            pass
        assert time.monotonic() < deadline, "not within the time"
        time.sleep(0.1)


def a_change_arrives(running) -> bool:
    """A change made on the primary now is seen on the replica. The clock is the table that may change."""
    primary, replica = running.topology.primary.url("postgres"), running.topology.replica.url("postgres")
    number = execute(
        primary,
        "INSERT INTO disclosures_clock (id, beat_at, sequence) VALUES (1, now(), 1)"
        " ON CONFLICT (id) DO UPDATE SET sequence = disclosures_clock.sequence + 1 RETURNING sequence",
    )
    return eventually(lambda: execute(replica, "SELECT coalesce(max(sequence), 0) FROM disclosures_clock") == number)


@pytest.mark.parametrize("name", ["primary", "gateway", "replica", "intake"])
def test_killed_cluster_comes_back_and_the_stream_goes_on(running, name):
    cluster = getattr(running.topology, name)
    killed = postmaster_pid(cluster.data)
    os.kill(killed, signal.SIGKILL)
    eventually(lambda: postmaster_pid(cluster.data) not in {None, killed})
    eventually(lambda: execute(cluster.url("postgres"), "SELECT 1"))
    assert a_change_arrives(running)


def test_replica_reads_with_the_public_role_and_writes_for_nobody(running):
    assert execute(running.environment(public=True)["ALLIMI_REPLICA_URL"], "SELECT pg_is_in_recovery()") is True
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        execute(running.topology.replica.url("postgres"), "CREATE TABLE t ()")


def test_dmz_credential_opens_neither_primary_nor_gateway(running):
    replica = str(running.topology.replica.socket_dir)
    for cluster in (running.topology.primary, running.topology.gateway):
        url = running.environment(public=True)["ALLIMI_REPLICA_URL"].replace(replica, str(cluster.socket_dir))
        with pytest.raises(psycopg.OperationalError, match="pg_hba.conf rejects"):
            execute(url, "SELECT 1")


def test_no_process_of_the_clusters_runs_on_tcp(running):
    for cluster in running.topology.clusters:
        assert execute(cluster.url("postgres"), "SHOW listen_addresses") == ""
        assert process_start(postmaster_pid(cluster.data))
