"""`wall setup` and `wall rebuild`: run again, they change nothing that is right and mend what is not."""

import pytest

from allimi.embedded.running import Running
from allimi.wall import subscription
from allimi.wall.errors import WallError
from allimi.wall.roles import ensure_roles
from allimi.wall.setup import rebuild, setup

from .crossing import caught_up, count
from .planting import faults, run


def silent(line: str) -> None:
    """Nobody watches a test's progress."""


def test_setup_twice_changes_nothing(live: Running) -> None:
    setup(silent)
    assert faults() == []


def test_setup_mends_grants_guards_and_publication(live: Running) -> None:
    run("gateway_admin", "GRANT INSERT ON sites_officer TO allimi_public; GRANT SELECT ON django_migrations TO PUBLIC")
    run("gateway_admin", "REVOKE SELECT ON sites_firm FROM allimi_public; GRANT pg_read_all_data TO allimi_public")
    run("primary_admin", "DROP TRIGGER wall_immutable ON disclosures_progress")
    run("primary_admin", "ALTER TABLE disclosures_photo DISABLE TRIGGER wall_no_truncate")
    run("primary_admin", "GRANT UPDATE (salt) ON disclosures_progress TO allimi_internal")
    run("primary_admin", "ALTER PUBLICATION allimi_public DROP TABLE sites_officer")
    run("intake_admin", "GRANT SELECT ON intake_chunk TO allimi_submitter")
    assert len(faults()) >= 8
    setup(silent)
    assert faults() == []


def test_a_standby_of_the_intake_gets_its_role_where_it_is_wanted(live: Running, settings) -> None:  # type: ignore[no-untyped-def]
    url = "postgresql://allimi_keeper:sealed@/?host=x"
    settings.WALL = {**settings.WALL, "intake_stream": url}
    try:
        ensure_roles("intake_admin")
        assert count("intake_admin", "SELECT count(*) FROM pg_roles WHERE rolname = 'allimi_keeper' AND rolreplication")
        assert faults() == []
        settings.WALL = {**settings.WALL, "intake_stream": ""}
        assert any("the role allimi_keeper should not be there" in fault for fault in faults())
    finally:
        run("intake_admin", "DROP ROLE IF EXISTS allimi_keeper")


def test_a_rebuilt_gateway_holds_what_the_primary_holds(live: Running) -> None:
    before = count("primary_admin", "SELECT count(*) FROM sites_district")
    rebuild(silent)
    caught_up()
    assert before > 0
    assert count("gateway_admin", "SELECT count(*) FROM sites_district") == before
    assert count("replica", "SELECT count(*) FROM sites_district") == before
    assert faults() == []


def test_a_secret_in_the_conninfo_is_refused_before_anything_is_done(settings) -> None:  # type: ignore[no-untyped-def]
    settings.WALL = {**settings.WALL, "publisher_conninfo": "host=x password=hidden"}
    with pytest.raises(WallError, match="holds password") as refused:
        subscription.publisher_conninfo()
    assert "hidden" not in str(refused.value)


def test_a_variable_that_is_missing_is_named(settings) -> None:  # type: ignore[no-untyped-def]
    settings.WALL = {**settings.WALL, "publisher_conninfo": ""}
    with pytest.raises(WallError, match="ALLIMI_PUBLISHER_CONNINFO is not set"):
        setup(silent)
