"""Law 1, byte by byte: what is private is in no file of the gateway or the DMZ, and in no base backup."""

import secrets
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg
import pytest
from psycopg import sql

from allimi.embedded.cluster import binary
from allimi.embedded.running import Running
from allimi.wall.public_models import private_models
from tests.factories import make_draft, make_official, make_release, make_submitted
from tests.proofs.planting import files_with, plant, uproot

# Short: a long one may be compressed, and then it is found nowhere, the primary included.
LENGTH = 8


@pytest.fixture(scope="module")
def marker() -> str:
    return "Zq" + secrets.token_hex(LENGTH // 2 - 1)


@pytest.fixture(scope="module")
def planted(topology: Running, django_db_blocker, marker: str) -> Iterator[Running]:  # type: ignore[no-untyped-def]
    """The marker in every private table, in drafts made as people make them, and in a role of the primary."""
    tables = [model._meta.db_table for model in private_models()]
    with psycopg.connect(topology.topology.primary.url("postgres"), autocommit=True) as primary:
        plant(primary, tables, marker)
        role = sql.Identifier(f"{marker}_role")
        primary.execute(sql.SQL("CREATE ROLE {} PASSWORD 'x'").format(role))
        with django_db_blocker.unblock():
            editor = make_official(username=f"{marker}_editor", full_name=marker)
            make_draft("overview", by=editor, purpose=marker)
            make_submitted("overview", by=editor, purpose=marker)
            make_release("progress")  # so that something does cross, beside what must not
        topology.manage("heartbeat", "--once")
        primary.execute("CHECKPOINT")
        yield topology
        primary.execute(sql.SQL("DROP ROLE {}").format(role))
        uproot(primary, tables, marker)


@pytest.fixture(scope="module")
def backup(planted: Running, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base backup of the gateway, taken with the DMZ's own credential."""
    folder = tmp_path_factory.mktemp("backup") / "copy"
    url = urlsplit(planted.environment()["ALLIMI_STREAM_URL"])
    subprocess.run(
        [
            *(binary("pg_basebackup"), "--checkpoint=fast", "--wal-method=stream", f"--pgdata={folder}"),
            *(f"--host={parse_qs(url.query)['host'][0]}", f"--username={url.username}", "--no-password"),
        ],
        env={"PGPASSWORD": unquote(url.password or "")},
        check=True,
        capture_output=True,
    )
    return folder


def test_search_finds_the_marker_where_it_was_planted(planted: Running, marker: str) -> None:
    found = files_with(planted.topology.primary.data, marker.encode())
    assert any(name.startswith("base/") for name in found)
    assert any(name.startswith("pg_wal/") for name in found)


def test_each_private_table_holds_the_marker_in_a_file_of_its_own(planted: Running, marker: str) -> None:
    """The control of the control: the search is not green because one table alone was planted."""
    from tests.proofs.planting import WITHOUT_TEXT

    with psycopg.connect(planted.topology.primary.url("postgres"), autocommit=True) as primary:
        paths = {
            model._meta.db_table: primary.execute(
                "SELECT pg_relation_filepath(%s), pg_relation_filepath(nullif(reltoastrelid, 0)) "
                "FROM pg_class WHERE relname = %s",
                [model._meta.db_table, model._meta.db_table],
            ).fetchone()
            for model in private_models()
            if model._meta.db_table not in WITHOUT_TEXT
        }
    for table, (path, _toast) in paths.items():
        assert marker.encode() in (planted.topology.primary.data / path).read_bytes(), table


@pytest.mark.parametrize("name", ["gateway", "replica", "intake"])
def test_marker_is_in_no_byte_of_the_cluster(planted: Running, marker: str, name: str) -> None:
    cluster = getattr(planted.topology, name)
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    assert files_with(cluster.data, marker.encode()) == []


def test_marker_is_in_no_base_backup_taken_with_the_dmz_credential(backup: Path, marker: str) -> None:
    assert (backup / "PG_VERSION").is_file()
    assert files_with(backup, marker.encode()) == []


def test_marker_is_in_no_log_of_gateway_replica_and_intake(planted: Running, marker: str) -> None:
    logs = [path for path in planted.topology.log.rglob("*") if path.is_file() and "primary" not in path.name]
    assert logs
    assert [path.name for path in logs if marker.encode() in path.read_bytes()] == []


@pytest.mark.parametrize("variable", ["ALLIMI_PRIMARY_URL", "ALLIMI_PUBLISHER_PASSWORD"])
def test_password_of_the_primary_is_in_no_byte_of_the_gateway_or_the_dmz(planted: Running, variable: str) -> None:
    value = planted.environment()[variable]
    password = unquote(urlsplit(value).password or "") if "://" in value else value
    assert len(password) >= 20
    for folder in (planted.topology.gateway.data, planted.topology.dmz):
        assert files_with(folder, password.encode()) == []
