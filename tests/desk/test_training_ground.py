"""Back to the start: only where it is meant, and then everything but what the code itself put there."""

import pytest
from django.utils import timezone
from psycopg import sql
from pytest_django import Settings

from allimi.embedded.running import Running
from allimi.wall import connections
from allimi.wall.connections import Connection, values
from desk.actions import ActionError
from desk.models import TrainingStart
from desk.training import ground
from sites.models import District
from tests.factories import make_release


def rows_in(primary: Connection, tables: list[str]) -> dict[str, int]:
    counted = {}
    for table in tables:
        found = primary.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", table))).fetchone()
        counted[table] = found[0] if found else 0
    return {table: number for table, number in counted.items() if number}


def test_emptying_takes_every_row_and_leaves_what_the_code_put_there(live: Running) -> None:
    make_release("photo")
    with connections.connect("primary_admin") as primary:
        before = rows_in(primary, ground.emptied_tables())
        assert {"disclosures_release", "disclosures_ledgerentry", "desk_auditentry", "desk_official"} <= before.keys()
        kept = rows_in(primary, [model._meta.db_table for model in ground.KEPT])
        with primary.transaction(force_rollback=True):
            ground.empty(primary)
            assert rows_in(primary, ground.emptied_tables()) == {}
            assert rows_in(primary, [model._meta.db_table for model in ground.KEPT]) == kept
            assert kept[District._meta.db_table] > 20
        assert rows_in(primary, ["disclosures_release"]) == {"disclosures_release": before["disclosures_release"]}


def test_no_table_is_forgotten(live: Running) -> None:
    with connections.connect("primary_admin") as primary:
        there = set(values(primary, "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"))
    kept = {model._meta.db_table for model in ground.KEPT} | {"django_migrations"}
    assert there == set(ground.emptied_tables()) | kept


@pytest.mark.django_db
def test_a_database_without_the_mark_is_never_reset(settings: Settings) -> None:
    settings.TRAINING = True
    with pytest.raises(ActionError, match="training prepare"):
        ground.begin_anew(asked=None, now=timezone.now())


@pytest.mark.django_db
def test_the_mark_alone_resets_nothing_where_the_setting_is_off() -> None:
    TrainingStart.objects.create(asked_at=timezone.now(), begun_at=timezone.now())
    with pytest.raises(ActionError, match="ALLIMI_TRAINING"):
        ground.begin_anew(asked=None, now=timezone.now())


@pytest.mark.django_db
def test_officials_work_is_no_place_to_practise(settings: Settings) -> None:
    settings.TRAINING = True
    make_release("photo")
    with pytest.raises(ActionError) as refused:
        ground.prepare(now=timezone.now())
    assert refused.value.code == "officials-work"
    assert not TrainingStart.objects.exists()
