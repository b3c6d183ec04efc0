"""After an erasure the bytes are in no file of any cluster."""

import secrets

from allimi.embedded.running import Running
from allimi.wall.purge import purge

from .crossing import caught_up, files_with
from .planting import run


def test_deleted_text_leaves_the_files_and_the_wal(live: Running) -> None:
    topology = live.topology
    folders = [topology.primary.data, topology.gateway.data, topology.replica.data]
    marker = f"mk{secrets.token_hex(4)}"
    run("primary_admin", f"INSERT INTO sites_searchword (word, keys, sites) VALUES ('{marker}', '', 1); CHECKPOINT")
    caught_up()
    run("primary_admin", f"DELETE FROM sites_searchword WHERE word = '{marker}'; VACUUM sites_searchword; CHECKPOINT")
    caught_up()
    clusters = {name.split("/")[0] for name in files_with([marker], folders)[marker]}
    assert clusters == {"primary", "gateway", "replica"}, "the deleted text should still be in the files"

    told: list[str] = []
    purge(told.append)

    caught_up()
    assert files_with([marker], folders)[marker] == []
    assert any(line.startswith("replica: all older WAL segments are removed") for line in told)


def test_a_replica_out_of_reach_is_told(live: Running, settings) -> None:  # type: ignore[no-untyped-def]
    settings.WALL = {**settings.WALL, "replica_admin": ""}
    told: list[str] = []
    purge(told.append)
    assert "On each replica run `CHECKPOINT`" in told[-1]
