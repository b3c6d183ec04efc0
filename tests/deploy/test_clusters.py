"""The clusters of the compose file on its networks: rows cross the wall outwards, and nothing else crosses."""

from collections.abc import Iterator

import pytest

from .namespaces import Compose, why_not

pytestmark = pytest.mark.skipif(
    bool(why_not()), reason=f"{why_not()}: the compose file's networks are checked as text only"
)
CLUSTERS = ("primary", "gateway", "replica", "intake")
DMZ = ("replica", "intake", "public", "posts", "nginx")
# What `wall setup` does, in short: this test is of the doors and networks, not of the wall's commands.
ROLES = {
    "primary": {
        "allimi_internal": "LOGIN",
        "allimi_reporters": "LOGIN",
        "allimi_publisher": "LOGIN REPLICATION",
    },
    "gateway": {"allimi_streamer": "LOGIN REPLICATION", "allimi_public": "LOGIN"},
    "intake": {"allimi_submitter": "LOGIN", "allimi_collector": "LOGIN"},
}
PUBLISHER = "host=primary port=5432 dbname=allimi user=allimi_publisher passfile=/run/secrets/publisher_passfile"


def begin(compose: Compose) -> None:
    """Start as compose.yaml's depends_on says: clusters, setup, replica."""
    for cluster, roles in ROLES.items():
        compose.start(cluster)
        compose.until(cluster, "SELECT 1", "1", "postgres")
        compose.sql(cluster, "CREATE DATABASE allimi TEMPLATE template0 LOCALE 'C.UTF-8'", "postgres")
        for role, rights in roles.items():
            compose.sql(cluster, f"CREATE ROLE {role} {rights} PASSWORD 'pw'")
        compose.sql(cluster, "CREATE TABLE released (id int PRIMARY KEY, words text)")
    compose.secret("gateway", "publisher_passfile", "primary:5432:*:allimi_publisher:pw")
    compose.secret("replica", "stream_passfile", "gateway:5432:*:allimi_streamer:pw")
    compose.sql("primary", "GRANT SELECT ON released TO allimi_publisher")
    compose.sql("gateway", "GRANT SELECT ON released TO allimi_public")
    compose.sql("intake", "GRANT INSERT ON released TO allimi_submitter")
    compose.sql("primary", "CREATE PUBLICATION allimi_public FOR TABLE released")
    compose.sql("gateway", f"CREATE SUBSCRIPTION allimi_gateway CONNECTION '{PUBLISHER}' PUBLICATION allimi_public")
    compose.start("replica")
    compose.until("replica", "SELECT pg_is_in_recovery()", "t")


@pytest.fixture(scope="module")
def compose(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compose]:
    apps = ("public", "posts", "nginx", "internal", "reporters")
    with Compose(tmp_path_factory.mktemp("compose"), (*CLUSTERS, *apps)) as wired:
        begin(wired)
        yield wired


def address(compose: Compose, service: str, network: str, user: str, database: str = "allimi") -> str:
    return f"host={compose.addresses[service, network]} user={user} password=pw dbname={database}"


def test_row_of_the_primary_is_read_by_the_public_app(compose: Compose) -> None:
    compose.sql("primary", "INSERT INTO released VALUES (1, '공사')")
    compose.until("replica", "SELECT words FROM released WHERE id = 1", "공사")
    read = compose.psql(
        "public", address(compose, "replica", "dmz", "allimi_public"), "SELECT words FROM released WHERE id = 1"
    )
    assert read.stdout == "공사\n", read.stderr


def test_replica_has_a_slot_of_its_own_and_starts_again_by_itself(compose: Compose) -> None:
    compose.until("gateway", "SELECT slot_name, active FROM pg_replication_slots", "replica_main|t")
    compose.stop("replica")
    compose.sql("primary", "INSERT INTO released VALUES (2, 'while away')")
    compose.start("replica")
    compose.until("replica", "SELECT words FROM released WHERE id = 2", "while away")


@pytest.mark.parametrize("service", DMZ)
def test_primary_cannot_be_reached_from_the_dmz(compose: Compose, service: str) -> None:
    for user in ("postgres", "allimi_internal", "allimi_publisher", "allimi_streamer", "allimi_public"):
        tried = compose.psql(service, address(compose, "primary", "inside", user), "SELECT 1")
        assert "Network is unreachable" in tried.stderr


@pytest.mark.parametrize("service", ["intake", "public", "posts", "nginx"])
def test_gateway_cannot_be_reached_by_others_than_the_replica(compose: Compose, service: str) -> None:
    for network in ("inside", "stream"):
        tried = compose.psql(service, address(compose, "gateway", network, "allimi_streamer"), "SELECT 1")
        assert "Network is unreachable" in tried.stderr


def test_replica_gets_the_stream_of_the_gateway_and_nothing_else(compose: Compose) -> None:
    streamer = address(compose, "gateway", "stream", "allimi_streamer")
    assert compose.psql("replica", f"{streamer} replication=true", "IDENTIFY_SYSTEM").returncode == 0
    for user, rest in (("allimi_streamer", ""), ("allimi_streamer", "replication=database"), ("allimi_public", "")):
        tried = compose.psql("replica", f"{address(compose, 'gateway', 'stream', user)} {rest}", "SELECT 1")
        assert "pg_hba.conf rejects" in tried.stderr


def test_gateway_may_decode_the_primary_and_not_copy_it(compose: Compose) -> None:
    publisher = address(compose, "primary", "inside", "allimi_publisher")
    assert compose.psql("gateway", f"{publisher} replication=database", "IDENTIFY_SYSTEM").returncode == 0
    tried = compose.psql("gateway", f"{publisher} replication=true", "IDENTIFY_SYSTEM")
    assert "pg_hba.conf rejects replication connection" in tried.stderr
    tried = compose.psql("internal", publisher, "SELECT 1")
    assert "pg_hba.conf rejects" in tried.stderr  # the same network, another host


def test_reporters_desk_reaches_the_primary_by_its_own_role_and_nothing_else(compose: Compose) -> None:
    assert compose.psql("reporters", address(compose, "primary", "reports", "allimi_reporters"), "SELECT 1").stdout
    for user in ("allimi_internal", "allimi_publisher", "postgres"):
        tried = compose.psql("reporters", address(compose, "primary", "reports", user), "SELECT 1")
        assert "pg_hba.conf rejects" in tried.stderr
    tried = compose.psql("reporters", address(compose, "gateway", "inside", "allimi_streamer"), "SELECT 1")
    assert "Network is unreachable" in tried.stderr
    tried = compose.psql("internal", address(compose, "primary", "inside", "allimi_reporters"), "SELECT 1")
    assert "pg_hba.conf rejects" in tried.stderr


@pytest.mark.parametrize(
    ("place", "cluster", "network"),
    [
        ("gateway", "primary", "inside"),
        ("replica", "gateway", "stream"),
        ("public", "replica", "dmz"),
        ("public", "intake", "dmz"),
    ],
)
def test_superuser_comes_in_over_no_network(compose: Compose, place: str, cluster: str, network: str) -> None:
    for database in ("allimi", "postgres"):
        tried = compose.psql(place, address(compose, cluster, network, "postgres", database), "SELECT 1")
        assert "pg_hba.conf rejects" in tried.stderr


def test_intake_lets_the_submitter_in_from_the_dmz_and_not_the_collector(compose: Compose) -> None:
    at_intake = address(compose, "intake", "dmz", "allimi_submitter")
    assert compose.psql("public", at_intake, "INSERT INTO released VALUES (7, 'sealed')").returncode == 0
    tried = compose.psql("public", address(compose, "intake", "dmz", "allimi_collector"), "SELECT 1")
    assert "pg_hba.conf rejects" in tried.stderr


@pytest.mark.parametrize(("cluster", "role"), [("intake", "allimi_submitter"), ("replica", "allimi_public")])
def test_log_of_the_dmz_names_no_person(compose: Compose, cluster: str, role: str) -> None:
    at = address(compose, cluster, "dmz", role)
    for statement in (
        "INSERT INTO released VALUES (8, 'honggildong'), (8, 'honggildong')",
        "SELECT 'honggildong'::int",
        "SELECT 1 / 0 /* honggildong */",
    ):
        assert compose.psql("public", at, statement).returncode != 0
    log = compose.log(cluster)
    assert "ERROR" in log
    # PostgreSQL quotes a literal that it cannot read in the message itself; the app sends no such literals.
    assert not [line for line in log.splitlines() if "honggildong" in line and "invalid input syntax" not in line]


@pytest.mark.parametrize(
    ("cluster", "setting", "wanted"),
    [
        ("primary", "wal_level", "logical"),
        ("primary", "max_slot_wal_keep_size", "8GB"),
        ("gateway", "max_slot_wal_keep_size", "4GB"),
        ("gateway", "wal_retrieve_retry_interval", "500ms"),
        ("replica", "hot_standby_feedback", "on"),
        ("replica", "max_standby_streaming_delay", "500ms"),
        ("replica", "primary_slot_name", "replica_main"),
        ("replica", "data_checksums", "on"),
        ("intake", "log_error_verbosity", "terse"),
    ],
)
def test_setting_is_in_force(compose: Compose, cluster: str, setting: str, wanted: str) -> None:
    assert compose.sql(cluster, f"SHOW {setting}") == wanted


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_door_rules_and_settings_have_no_error(compose: Compose, cluster: str) -> None:
    assert compose.sql(cluster, "SELECT error FROM pg_hba_file_rules WHERE error IS NOT NULL") == ""
    assert compose.sql(cluster, "SELECT error FROM pg_file_settings WHERE error IS NOT NULL") == ""
    assert compose.sql(cluster, "SELECT datctype FROM pg_database WHERE datname = 'allimi'") == "C.UTF-8"
