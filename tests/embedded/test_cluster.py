import psycopg
import pytest

from allimi.embedded.cluster import create_cluster, exists, prepare_cluster, server_command, wait_until_ready
from allimi.embedded.errors import EmbeddedError
from allimi.embedded.home import make_folders
from allimi.embedded.orphans import stop_orphans
from allimi.embedded.processes import Program, Supervisor
from allimi.embedded.topology import Topology


@pytest.fixture
def topology(short_home):
    topology = Topology(home=short_home)
    make_folders(topology)
    return topology


@pytest.fixture
def start(topology):
    """Runs the intake, as the simplest cluster, as often as a test likes."""
    supervisor = None

    def start_intake() -> psycopg.Connection:
        nonlocal supervisor
        prepare_cluster(topology.intake, unsafe=True)
        program = Program(name="intake", command=server_command(topology.intake), order=1, stop_signal="INT")
        supervisor = Supervisor.start(topology, [program])
        supervisor.start_program("intake")
        wait_until_ready(topology.intake, supervisor.require_alive)
        return psycopg.connect(topology.intake.maintenance_url())

    yield start_intake
    if supervisor:
        supervisor.stop()


def test_cluster_is_made_whole_beside_what_an_interrupted_attempt_left(topology, start):
    half_made = topology.dmz / "intake.new-1234"
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18\n")
    assert not exists(topology.intake)
    assert create_cluster(topology.intake, unsafe=True)
    assert not create_cluster(topology.intake, unsafe=True)
    assert not half_made.exists()
    with start() as connection:
        shown = connection.execute(
            "SELECT datcollate, datctype, pg_encoding_to_char(encoding), current_setting('data_checksums'),"
            " current_setting('listen_addresses') FROM pg_database WHERE datname = 'postgres'"
        ).fetchone()
    connection.close()
    assert shown == ("C.UTF-8", "C.UTF-8", "UTF8", "on", "")


def test_hangul_is_seen_by_trigrams(topology, start):
    create_cluster(topology.intake, unsafe=True)
    with start() as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        row = connection.execute("SELECT similarity('한강대교 보수', '한강대교') > 0.3").fetchone()
    connection.close()
    assert row == (True,)


def test_postmaster_pid_with_a_living_strangers_number_does_not_stop_a_start(topology, start):
    create_cluster(topology.intake, unsafe=True)
    (topology.intake.data / "postmaster.pid").write_text(f"1\n{topology.intake.data}\n")
    stop_orphans(topology, print)
    with start() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    connection.close()


def test_roles_nobody_admitted_are_turned_away(topology, start):
    create_cluster(topology.intake, unsafe=True)
    with start() as connection:
        connection.execute("CREATE ROLE stranger LOGIN PASSWORD 'known'")
        connection.commit()
    connection.close()
    with pytest.raises(psycopg.OperationalError, match="pg_hba.conf rejects"):
        psycopg.connect(topology.intake.url("stranger", "known"), dbname="postgres")


def test_failure_of_initdb_is_told_and_leaves_no_cluster(topology, monkeypatch):
    monkeypatch.setattr("allimi.embedded.cluster.binary", lambda name: "/bin/false")
    with pytest.raises(EmbeddedError, match="initdb of intake failed"):
        create_cluster(topology.intake)
    assert not exists(topology.intake)
