"""Another replica is one command: it is added, started, follows, and is forgotten."""

import subprocess
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command

from allimi.embedded.cluster import binary
from allimi.embedded.configuration import write_configuration
from allimi.embedded.running import Running
from allimi.embedded.topology import Cluster
from allimi.wall import connections
from allimi.wall.connections import parts, setting, values
from allimi.wall.errors import WallError
from allimi.wall.replica import base_backup, slot_of

from .crossing import caught_up, count, until


def test_a_second_replica_follows_and_is_forgotten(live: Running) -> None:
    # Short, because a Unix socket's path may have 107 bytes.
    cluster = Cluster(name="second", kind="replica", folder=live.topology.home / "x")
    call_command("wall", "replica", "add", "second", "--directory", str(cluster.data))
    with pytest.raises(CommandError, match="is not empty"):
        call_command("wall", "replica", "add", "second", "--directory", str(cluster.data))
    cluster.socket_dir.mkdir(mode=0o700)
    write_configuration(cluster, unsafe=True)
    log = cluster.folder / "log"
    pg_ctl = [binary("pg_ctl"), "-D", str(cluster.data), "-w", "-l", str(log)]
    subprocess.run([*pg_ctl, "start"], check=True, capture_output=True)
    try:
        with connections.open_url(setting("replica"), host=str(cluster.socket_dir)) as second:
            assert values(second, "SHOW hot_standby_feedback") == ["on"]
            assert values(second, "SHOW max_standby_streaming_delay") == ["500ms"]
            assert values(second, "SELECT pg_is_in_recovery()") == [True]
            districts = count("primary_admin", "SELECT count(*) FROM sites_district")
            until(lambda: values(second, "SELECT count(*) FROM sites_district") == [districts])
        with pytest.raises(CommandError, match="still streaming"):
            call_command("wall", "replica", "drop", "second")
    finally:
        subprocess.run([*pg_ctl, "-m", "immediate", "stop"], check=True, capture_output=True)
    until(lambda: count("gateway_admin", "SELECT count(*) FROM pg_stat_replication") == 1)
    call_command("wall", "replica", "drop", "second")
    with pytest.raises(CommandError, match="no slot replica_second"):
        call_command("wall", "replica", "drop", "second")
    caught_up()


def test_a_replica_without_a_directory_is_a_slot(live: Running) -> None:
    call_command("wall", "replica", "add", "slot_only")
    assert count("gateway_admin", "SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'replica_slot_only'")
    call_command("wall", "replica", "drop", "slot_only")


@pytest.mark.parametrize("name", ["", "Nord", "a-b", "x; DROP", "a" * 41])
def test_a_name_that_cannot_be_a_slot_is_refused(name: str) -> None:
    with pytest.raises(WallError, match="is no replica's name"):
        slot_of(name)


def test_a_wrong_credential_makes_no_backup_and_tells_no_password(live: Running, tmp_path: Path) -> None:
    given = parts("stream")
    url = f"postgresql://{given['user']}:hidden@/?host={given['host']}"
    with pytest.raises(WallError, match="The base backup failed") as failed:
        base_backup(url, tmp_path / "none", slot="replica_first")
    assert "hidden" not in str(failed.value)


def test_the_streamer_opens_no_session(live: Running) -> None:
    with pytest.raises(psycopg.OperationalError):
        connections.open_url(setting("stream"))
