"""`wall status`: what it counts, and when it says that something is broken."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from allimi.embedded.running import Running
from allimi.wall.status import Slot, Status, status
from allimi.wall.status_text import lines

from .crossing import caught_up
from .planting import Fault, planted


def test_rows_are_the_same_on_every_side(live: Running) -> None:
    caught_up()
    found = status()
    assert found.broken == []
    assert found.tables["sites_district"]["replica"]
    for table, counts in found.tables.items():
        assert counts["primary"] == counts["gateway"] == counts["replica"], table


def test_the_command_speaks_json(live: Running) -> None:
    out = io.StringIO()
    call_command("wall", "status", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert told["ok"] is True
    assert {slot["name"] for slot in told["slots"]} == {"allimi_gateway", "replica_first"}
    assert told["clock"]["replica"]["age_seconds"] >= 0


def test_a_slot_that_nobody_reads_is_broken(live: Running) -> None:
    fault = Fault(
        "gateway_admin",
        "SELECT pg_create_physical_replication_slot('replica_gone', true)",
        "SELECT pg_drop_replication_slot('replica_gone')",
        "nobody reads the slot replica_gone",
    )
    with planted(fault):
        assert any(fault.told in line for line in status().broken)
        with pytest.raises(CommandError) as failed:
            call_command("wall", "status", stdout=io.StringIO())
        assert failed.value.returncode == 1
    assert status().broken == []


def test_a_stopped_subscription_is_broken(live: Running) -> None:
    fault = Fault(
        "gateway_admin",
        "ALTER SUBSCRIPTION allimi_gateway DISABLE; SELECT pg_sleep(0.5)",
        "ALTER SUBSCRIPTION allimi_gateway ENABLE; SELECT pg_sleep(1)",
        "the subscription is not at work",
    )
    with planted(fault):
        assert any(fault.told in line for line in status().broken)
    caught_up()


def test_a_side_that_is_down_is_told_and_the_others_are_read(live: Running, settings) -> None:  # type: ignore[no-untyped-def]
    settings.WALL = {**settings.WALL, "replica": "postgresql://allimi_public:x@/allimi?host=/nowhere"}
    found = status()
    assert found.tables["sites_district"]["replica"] is None
    assert found.tables["sites_district"]["gateway"]
    assert any(line.startswith("replica: Cannot connect by ALLIMI_REPLICA_URL") for line in found.broken)
    assert any("?" in line for line in lines(found))


def test_a_slot_tells_its_share_of_the_disk() -> None:
    half = Slot("gateway", "replica_x", active=True, wal_status="extended", retained_bytes=50, limit_bytes=100)
    assert half.percent == 50
    unlimited = Slot("gateway", "replica_x", active=True, wal_status="reserved", retained_bytes=50, limit_bytes=None)
    assert unlimited.percent is None
    assert "held back" in "\n".join(lines(Status(slots=[half, unlimited])))
