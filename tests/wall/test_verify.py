"""`wall verify` on the live clusters: silent on a sound wall, and it names every fault that is planted."""

import pytest
from django.core.management import CommandError, call_command

from allimi.embedded.running import Running
from allimi.wall import connections, subscription
from allimi.wall.connections import parts
from allimi.wall.verify import verify

from .planting import Fault, doors, faults, planted, told

FAULTS = {
    "a private table in the publication": Fault(
        "primary_admin",
        "ALTER PUBLICATION allimi_public ADD TABLE auth_permission",
        "ALTER PUBLICATION allimi_public DROP TABLE auth_permission",
        "the table auth_permission should not be there",
    ),
    "a public table that is not published": Fault(
        "primary_admin",
        "ALTER PUBLICATION allimi_public DROP TABLE sites_officer",
        "ALTER PUBLICATION allimi_public ADD TABLE sites_officer",
        "the table sites_officer is missing",
    ),
    "a publication of everything": Fault(
        "primary_admin",
        "CREATE PUBLICATION planted FOR ALL TABLES",
        "DROP PUBLICATION planted",
        "planted is FOR ALL TABLES",
    ),
    "a schema in the publication": Fault(
        "primary_admin",
        "ALTER PUBLICATION allimi_public ADD TABLES IN SCHEMA public",
        "ALTER PUBLICATION allimi_public DROP TABLES IN SCHEMA public",
        "FOR TABLES IN SCHEMA public",
    ),
    "a row filter": Fault(
        "primary_admin",
        "ALTER PUBLICATION allimi_public DROP TABLE sites_officer;"
        "ALTER PUBLICATION allimi_public ADD TABLE sites_officer WHERE (id > 0)",
        "ALTER PUBLICATION allimi_public DROP TABLE sites_officer;"
        "ALTER PUBLICATION allimi_public ADD TABLE sites_officer",
        "the table sites_officer has a row filter",
    ),
    "a column list": Fault(
        "primary_admin",
        "ALTER PUBLICATION allimi_public DROP TABLE sites_officer;"
        "ALTER PUBLICATION allimi_public ADD TABLE sites_officer (id, post)",
        "ALTER PUBLICATION allimi_public DROP TABLE sites_officer;"
        "ALTER PUBLICATION allimi_public ADD TABLE sites_officer",
        "the table sites_officer has a column list",
    ),
    "an undeclared column in a public table": Fault(
        "primary_admin",
        "ALTER TABLE sites_officer ADD COLUMN resident_number text",
        "ALTER TABLE sites_officer DROP COLUMN resident_number",
        "in sites_officer the column resident_number should not be there",
    ),
    "somebody else's slot": Fault(
        "primary_admin",
        "SELECT pg_create_logical_replication_slot('planted', 'pgoutput')",
        "SELECT pg_drop_replication_slot('planted')",
        "the slot planted should not be there",
    ),
    "a table on the gateway": Fault(
        "gateway_admin", "CREATE TABLE planted (a int)", "DROP TABLE planted", "the table planted should not be there"
    ),
    "a table in a schema of its own": Fault(
        "gateway_admin",
        "CREATE SCHEMA aside; CREATE TABLE aside.planted (a int)",
        "DROP SCHEMA aside CASCADE",
        "the table aside.planted should not be there",
    ),
    "a materialized view on the gateway": Fault(
        "gateway_admin",
        "CREATE MATERIALIZED VIEW planted AS SELECT 1",
        "DROP MATERIALIZED VIEW planted",
        "the table planted should not be there",
    ),
    "a database on the gateway": Fault(
        "gateway_admin", "CREATE DATABASE planted", "DROP DATABASE planted", "the database planted should not be there"
    ),
    "a large object on the gateway": Fault(
        "gateway_admin",
        "SELECT lo_create(4711)",
        "SELECT lo_unlink(4711)",
        "the large object 4711 should not be there",
    ),
    "a function on the gateway": Fault(
        "gateway_admin",
        "CREATE FUNCTION planted() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "DROP FUNCTION planted()",
        "the function planted() should not be there",
    ),
    "a role on the gateway": Fault(
        "gateway_admin", "CREATE ROLE planted LOGIN", "DROP ROLE planted", "the role planted should not be there"
    ),
    "a password for the superuser": Fault(
        "gateway_admin",
        "ALTER ROLE postgres PASSWORD 'planted'",
        "ALTER ROLE postgres PASSWORD NULL",
        "the role postgres has a password",
    ),
    "a second subscription": Fault(
        "gateway_admin",
        "CREATE SUBSCRIPTION planted CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false)",
        "ALTER SUBSCRIPTION planted SET (slot_name = NONE); DROP SUBSCRIPTION planted",
        "the subscription planted should not be there",
    ),
    "slow commits on the gateway": Fault(
        "gateway_admin",
        "ALTER SUBSCRIPTION allimi_gateway SET (synchronous_commit = 'off')",
        "ALTER SUBSCRIPTION allimi_gateway SET (synchronous_commit = 'on')",
        "the subscription allimi_gateway has synchronous_commit off",
    ),
    "a table right for the public role": Fault(
        "gateway_admin",
        "GRANT INSERT ON sites_officer TO allimi_public",
        "REVOKE INSERT ON sites_officer FROM allimi_public",
        "the grant INSERT on sites_officer for allimi_public should not be there",
    ),
    "a column right for the public role": Fault(
        "gateway_admin",
        "GRANT SELECT (name) ON django_migrations TO allimi_public",
        "REVOKE SELECT (name) ON django_migrations FROM allimi_public",
        "the grant SELECT on django_migrations.name for allimi_public should not be there",
    ),
    "a sequence right for the public role": Fault(
        "gateway_admin",
        "GRANT UPDATE ON SEQUENCE sites_officer_id_seq TO allimi_public",
        "REVOKE UPDATE ON SEQUENCE sites_officer_id_seq FROM allimi_public",
        "the grant UPDATE on sites_officer_id_seq for allimi_public should not be there",
    ),
    "a system table for the public role": Fault(
        "gateway_admin",
        "GRANT SELECT ON pg_authid TO allimi_public",
        "REVOKE SELECT ON pg_authid FROM allimi_public",
        "allimi_public has a right on the table pg_catalog.pg_authid",
    ),
    "a function for the public role": Fault(
        "gateway_admin",
        "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO allimi_public",
        "REVOKE EXECUTE ON FUNCTION pg_read_file(text) FROM allimi_public",
        "allimi_public has a right on the function pg_catalog.pg_read_file(pg_catalog.text)",
    ),
    "CREATE for the public role": Fault(
        "gateway_admin",
        "GRANT CREATE ON SCHEMA public TO allimi_public",
        "REVOKE CREATE ON SCHEMA public FROM allimi_public",
        "on the schema the right CREATE should not be there",
    ),
    "a group for the public role": Fault(
        "gateway_admin",
        "GRANT pg_read_all_data TO allimi_public",
        "REVOKE pg_read_all_data FROM allimi_public",
        "the role allimi_public is a member of pg_read_all_data",
    ),
    "an attribute for the public role": Fault(
        "gateway_admin",
        "ALTER ROLE allimi_public BYPASSRLS",
        "ALTER ROLE allimi_public NOBYPASSRLS",
        "the role allimi_public passes row security",
    ),
    "a missing grant": Fault(
        "gateway_admin",
        "REVOKE SELECT ON sites_officer FROM allimi_public",
        "GRANT SELECT ON sites_officer TO allimi_public",
        "the grant SELECT on sites_officer for allimi_public is missing",
    ),
    "a right for everyone": Fault(
        "gateway_admin",
        "GRANT SELECT ON django_migrations TO PUBLIC",
        "REVOKE SELECT ON django_migrations FROM PUBLIC",
        "SELECT on django_migrations for PUBLIC",
    ),
    "a system table for everyone": Fault(
        "gateway_admin",
        "GRANT SELECT ON pg_authid TO PUBLIC",
        "REVOKE SELECT ON pg_authid FROM PUBLIC",
        "SELECT on the system’s pg_authid for everyone",
    ),
    "temporary tables for everyone": Fault(
        "gateway_admin",
        "GRANT TEMPORARY ON DATABASE allimi TO PUBLIC",
        "REVOKE TEMPORARY ON DATABASE allimi FROM PUBLIC",
        "TEMPORARY on the database allimi for everyone",
    ),
    "no time limit": Fault(
        "gateway_admin",
        "ALTER ROLE allimi_public RESET statement_timeout",
        "ALTER ROLE allimi_public SET statement_timeout = '2s'",
        "allimi_public should have statement_timeout=2s",
    ),
    "a public table for the reporters’ role": Fault(
        "primary_admin",
        "GRANT INSERT ON disclosures_release TO allimi_reporters",
        "REVOKE INSERT ON disclosures_release FROM allimi_reporters",
        "the grant INSERT on disclosures_release for allimi_reporters should not be there",
    ),
    "row security switched off": Fault(
        "primary_admin",
        "ALTER TABLE desk_official DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE desk_official ENABLE ROW LEVEL SECURITY",
        "the row security of desk_official is off",
    ),
    "another rule for the reporters’ role": Fault(
        "primary_admin",
        "CREATE POLICY planted ON desk_official FOR SELECT TO allimi_reporters USING (true)",
        "DROP POLICY planted ON desk_official",
        "the rule planted on desk_official for SELECT should not be there",
    ),
    "a role of the DMZ on the primary": Fault(
        "primary_admin",
        "CREATE ROLE allimi_public LOGIN",
        "DROP ROLE allimi_public",
        "the role allimi_public should not be there",
    ),
    "history that the internal app may rewrite": Fault(
        "primary_admin",
        "GRANT UPDATE ON disclosures_progress TO allimi_internal",
        "REVOKE UPDATE ON disclosures_progress FROM allimi_internal",
        "the grant UPDATE on disclosures_progress for allimi_internal should not be there",
    ),
    "a guard switched off": Fault(
        "primary_admin",
        "ALTER TABLE disclosures_progress DISABLE TRIGGER wall_immutable",
        "ALTER TABLE disclosures_progress ENABLE TRIGGER wall_immutable",
        "the guard wall_immutable on disclosures_progress is missing, switched off or altered",
    ),
    "a table that belongs to an app": Fault(
        "primary_admin",
        "CREATE TABLE planted (a int); ALTER TABLE planted OWNER TO allimi_internal",
        "DROP TABLE planted",
        "planted belongs to allimi_internal",
    ),
    "a role on the intake": Fault(
        "intake_admin", "CREATE ROLE planted LOGIN", "DROP ROLE planted", "the role planted should not be there"
    ),
    "a publication on the intake": Fault(
        "intake_admin", "CREATE PUBLICATION planted", "DROP PUBLICATION planted", "the publication planted should not"
    ),
    "submissions that the submitter may read": Fault(
        "intake_admin",
        "GRANT SELECT ON intake_submission TO allimi_submitter",
        "REVOKE SELECT ON intake_submission FROM allimi_submitter",
        'SELECT count(*) FROM public."intake_submission": was not refused',
    ),
    "a column of files that the submitter may read": Fault(
        "intake_admin",
        "GRANT SELECT (sealed) ON intake_chunk TO allimi_submitter",
        "REVOKE SELECT (sealed) ON intake_chunk FROM allimi_submitter",
        "the grant SELECT on intake_chunk.sealed for allimi_submitter should not be there",
    ),
    "a view of what was confided": Fault(
        "intake_admin",
        "CREATE VIEW planted AS SELECT * FROM intake_submission",
        "DROP VIEW planted",
        "the table planted should not be there",
    ),
    "a function that reads for others": Fault(
        "intake_admin",
        "CREATE FUNCTION planted() RETURNS bigint LANGUAGE sql SECURITY DEFINER "
        "AS 'SELECT count(*) FROM intake_submission'",
        "DROP FUNCTION planted()",
        "the function planted() should not be there",
    ),
    "a trigger on what is brought": Fault(
        "intake_admin",
        "CREATE TRIGGER planted BEFORE UPDATE ON intake_submission FOR EACH ROW "
        "EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "DROP TRIGGER planted ON intake_submission",
        "the trigger planted on intake_submission should not be there",
    ),
    "a plain column beside the seal": Fault(
        "intake_admin",
        "ALTER TABLE intake_submission ADD COLUMN phone text",
        "ALTER TABLE intake_submission DROP COLUMN phone",
        "in intake_submission the column phone should not be there",
    ),
    "a group for the submitter": Fault(
        "intake_admin",
        "GRANT pg_read_all_data TO allimi_submitter",
        "REVOKE pg_read_all_data FROM allimi_submitter",
        "the role allimi_submitter is a member of pg_read_all_data",
    ),
    "a receipt for what is on no disk": Fault(
        "intake_admin",
        "ALTER ROLE allimi_submitter RESET synchronous_commit",
        "ALTER ROLE allimi_submitter SET synchronous_commit = 'on'",
        "allimi_submitter should have synchronous_commit=on",
    ),
    "a collector that may write": Fault(
        "intake_admin",
        "GRANT UPDATE ON intake_submission TO allimi_collector",
        "REVOKE UPDATE ON intake_submission FROM allimi_collector",
        "the grant UPDATE on intake_submission for allimi_collector should not be there",
    ),
    "a collector that may not fetch": Fault(
        "intake_admin",
        "REVOKE SELECT ON intake_submission FROM allimi_collector",
        "GRANT SELECT ON intake_submission TO allimi_collector",
        "the grant SELECT on intake_submission for allimi_collector is missing",
    ),
}


def test_a_sound_wall_has_no_fault(live: Running) -> None:
    checks = list(verify())
    assert told(checks) == []
    assert {check.law for check in checks} == {1, 2, 3, 4, 5}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_named_and_gone_afterwards(live: Running, name: str) -> None:
    fault = FAULTS[name]
    with planted(fault):
        found = faults()
        assert any(fault.told in line for line in found), found
    assert not any(fault.told in line for line in faults())


def test_a_secret_in_the_subscription_is_named(live: Running) -> None:
    conninfo = subscription.publisher_conninfo()
    plant = Fault(
        "gateway_admin",
        f"ALTER SUBSCRIPTION allimi_gateway CONNECTION '{conninfo} password=planted'",
        f"ALTER SUBSCRIPTION allimi_gateway CONNECTION '{conninfo}'",
        "the subscription allimi_gateway holds password in its connection string",
    )
    with planted(plant):
        found = faults()
        assert any(plant.told in line for line in found), found
        assert not any("=planted" in line for line in found)
    assert faults() == []


def test_a_passfile_in_the_data_directory_is_named(live: Running) -> None:
    conninfo = subscription.publisher_conninfo()
    inside = live.topology.gateway.data / "planted.pass"
    plant = Fault(
        "gateway_admin",
        f"ALTER SUBSCRIPTION allimi_gateway CONNECTION '{conninfo} passfile={inside}'",
        f"ALTER SUBSCRIPTION allimi_gateway CONNECTION '{conninfo}'",
        "has its passfile inside the data directory",
    )
    with planted(plant):
        assert any(plant.told in line for line in faults())


@pytest.mark.parametrize(
    ("credential", "attributes", "door", "says"),
    [
        ("replica", "LOGIN", "local all allimi_public scram-sha-256", "opens a session to the database allimi"),
        ("stream", "LOGIN REPLICATION", "local replication allimi_streamer scram-sha-256", "opens the physical stream"),
        ("intake", "LOGIN REPLICATION", "local all allimi_submitter scram-sha-256", "opens decoding"),
    ],
)
def test_a_credential_of_the_dmz_that_opens_the_primary_is_named(
    live: Running, credential: str, attributes: str, door: str, says: str
) -> None:
    given = parts(credential)
    role = given["user"]
    fault = Fault(
        "primary_admin",
        f"CREATE ROLE {role} {attributes} PASSWORD '{given['password']}'; GRANT CONNECT ON DATABASE allimi TO {role}",
        f"REVOKE CONNECT ON DATABASE allimi FROM {role}; DROP ROLE {role}",
        says,
    )
    with planted(fault), doors(live.topology.primary, "primary_admin", door):
        found = faults()
        assert any(f"({role}) {says}" in line for line in found), found
        assert any(f"pg_hba.conf admits {role}" in line for line in found), found
    assert faults() == []


def test_the_public_role_let_into_the_gateway_is_named(live: Running) -> None:
    with doors(live.topology.gateway, "gateway_admin", "local allimi allimi_public scram-sha-256"):
        found = faults()
        assert any("(allimi_public) opens a session to the database allimi" in line for line in found), found
    assert faults() == []


def test_a_door_for_everyone_is_named(live: Running) -> None:
    with doors(live.topology.primary, "primary_admin", "host all all 10.0.0.0/8 trust"):
        found = faults()
        assert any("trusts all without a password" in line for line in found), found
        assert any("admits every role" in line for line in found), found


def test_a_cluster_that_does_not_answer_is_a_fault(live: Running, settings) -> None:  # type: ignore[no-untyped-def]
    settings.WALL = {**settings.WALL, "replica": "postgresql://allimi_public:x@/allimi?host=/nowhere"}
    assert any("cannot be verified: Cannot connect by ALLIMI_REPLICA_URL" in line for line in faults())


def test_the_command_exits_with_one_on_a_fault(live: Running) -> None:
    with planted(FAULTS["a table on the gateway"]), pytest.raises(CommandError) as failed:
        call_command("wall", "verify")
    assert failed.value.returncode == 1


def test_an_error_names_the_variable_and_not_the_password(live: Running, settings) -> None:  # type: ignore[no-untyped-def]
    settings.WALL = {**settings.WALL, "primary_admin": "postgresql://postgres:hidden@/allimi?host=/nowhere"}
    with pytest.raises(Exception, match="ALLIMI_PRIMARY_ADMIN_URL") as failed:
        connections.connect("primary_admin")
    assert "hidden" not in str(failed.value)
