"""Which migrations of released tables are taken, in which order, and which are refused. No database."""

import pytest
from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.models.functions import Now

from allimi.wall.errors import WallError
from allimi.wall.planning import Order, Plan, plan


def planned(*operations: Operation) -> Plan:
    """The plan for one migration on a table that is there: sites.Bridge(id, name, span)."""
    state = ProjectState()
    state.add_model(
        ModelState(
            "sites",
            "Bridge",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("name", models.CharField(max_length=50)),
                ("span", models.IntegerField(null=True)),
            ],
        )
    )
    migration = migrations.Migration("0002_planned", "sites")
    migration.operations = list(operations)
    return plan([migration], state)


def add(field: models.Field) -> migrations.AddField:
    return migrations.AddField("bridge", "added", field)


CHECK = models.CheckConstraint(condition=models.Q(span__gte=0), name="sites_bridge_span")
NEW_MODEL = migrations.CreateModel("Tunnel", [("id", models.BigAutoField(primary_key=True))])


@pytest.mark.parametrize(
    "operation",
    [
        NEW_MODEL,
        add(models.IntegerField(null=True)),
        add(models.IntegerField(db_default=0)),
        add(models.CharField(max_length=5, db_default=models.Value("x"))),
        add(models.ManyToManyField("sites.Bridge")),
    ],
)
def test_what_makes_room_goes_to_the_gateway_first(operation: Operation) -> None:
    assert planned(operation).order is Order.GATEWAY_FIRST


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("bridge", "span"),
        migrations.DeleteModel("Bridge"),
        migrations.AddConstraint("bridge", CHECK),
    ],
)
def test_what_takes_room_goes_to_the_primary_first(operation: Operation) -> None:
    assert planned(operation).order is Order.PRIMARY_FIRST


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddIndex("bridge", models.Index(fields=["span"], name="sites_bridge_by_span")),
        migrations.AlterModelOptions("bridge", {"ordering": ["name"]}),
        migrations.AlterField("bridge", "name", models.CharField("other words", max_length=50)),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Bridge")]),
    ],
)
def test_what_no_row_feels_has_no_order(operation: Operation) -> None:
    assert planned(operation).order is Order.EITHER


@pytest.mark.parametrize(
    ("operation", "advice"),
    [
        (migrations.RenameModel("Bridge", "Viaduct"), "later release"),
        (migrations.RenameField("bridge", "span", "length"), "later release"),
        (migrations.AlterModelTable("bridge", "bridges"), "db_table"),
        (migrations.RunPython(migrations.RunPython.noop), "released anew"),
        (migrations.RunSQL("SELECT 1"), "releasing them anew"),
        (migrations.AlterField("bridge", "name", models.TextField()), "new type"),
        (migrations.AlterUniqueTogether("bridge", {("name", "span")}), "UniqueConstraint"),
        (add(models.IntegerField(default=3)), "db_default"),
        (add(models.DateTimeField(db_default=Now())), "Now()"),
        (
            migrations.SeparateDatabaseAndState(database_operations=[migrations.DeleteModel("Bridge")]),
            "Only its state",
        ),
    ],
)
def test_what_would_stop_the_wall_is_refused_with_advice(operation: Operation, advice: str) -> None:
    with pytest.raises(WallError, match="refused") as refused:
        planned(operation)
    assert advice in str(refused.value)
    assert "sites.0002_planned" in str(refused.value)


def test_adding_and_removing_in_one_run_is_refused() -> None:
    with pytest.raises(WallError, match="two releases"):
        planned(add(models.IntegerField(null=True)), migrations.RemoveField("bridge", "span"))


def test_a_new_table_may_be_finished_in_the_same_run() -> None:
    made = planned(
        NEW_MODEL,
        migrations.AddField("tunnel", "length", models.IntegerField(default=1)),
        migrations.AddConstraint(
            "tunnel", models.CheckConstraint(condition=models.Q(length__gt=0), name="sites_tunnel_length")
        ),
    )
    assert made.order is Order.GATEWAY_FIRST


def test_a_required_column_that_leaves_is_relaxed_on_the_gateway() -> None:
    made = planned(migrations.RemoveField("bridge", "name"))
    assert made.leaving_columns == [("sites_bridge", "name")]
    assert planned(migrations.RemoveField("bridge", "span")).leaving_columns == []


def test_the_project_itself_is_migrated_and_asks_for_nothing() -> None:
    from allimi.wall.migration import _unapplied

    unapplied, state = _unapplied(set())
    assert plan(unapplied, state).order is Order.GATEWAY_FIRST
    everything = {(migration.app_label, migration.name) for migration in unapplied}
    assert plan(*_unapplied(everything)) == Plan()
