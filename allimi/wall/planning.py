"""In which order primary and gateway may take the unapplied migrations of the public apps.

Pure: reads migrations, asks no database. The gateway's apply worker must at every moment be able to write
what the primary sends, and what it sent a moment ago. So what makes a table take more goes to the gateway
first, what makes it take less goes to the primary first, and what does both at once is refused.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.postgres.operations import CreateExtension
from django.db import connection, models
from django.db.migrations import operations as ops
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.expressions import BaseExpression, Value

from .errors import WallError


class Order(enum.Enum):
    """Which side goes first. EITHER changes nothing that a row carries."""

    EITHER = "either"
    GATEWAY_FIRST = "gateway first"
    PRIMARY_FIRST = "primary first"


@dataclass
class Plan:
    """What `wall migrate` is about to do with the public apps."""

    order: Order = Order.EITHER
    steps: list[str] = field(default_factory=list)
    # (table, column) that the primary stops sending while the gateway still has it.
    leaving_columns: list[tuple[str, str]] = field(default_factory=list)


NO_ROWS_TOUCHED = (
    ops.AddIndex,
    ops.RemoveIndex,
    ops.RenameIndex,
    ops.AlterModelOptions,
    ops.AlterModelManagers,
    ops.AlterModelTableComment,
)
ADVICE = {
    ops.RenameModel: "Add the new model, release its rows, remove the old one in a later release.",
    ops.RenameField: "Add the new field, fill it by releasing, remove the old one in a later release.",
    ops.AlterModelTable: "Keep the table's name: Meta.db_table.",
    ops.RunPython: "Released rows change by being released anew: write a management command that calls the action.",
    ops.RunSQL: "Use schema operations; change released rows by releasing them anew.",
    ops.AlterField: "Add a field of the new type, fill it by releasing, remove the old one in a later release.",
    ops.AlterUniqueTogether: "Use a UniqueConstraint.",
    ops.AlterOrderWithRespectTo: "Declare the ordering as a nullable field.",
    ops.SeparateDatabaseAndState: "Only its state may differ; let schema operations change the tables.",
}


def plan(migrations: Iterable[Migration], state: ProjectState) -> Plan:
    """The order for these unapplied migrations, from `state`. Raises WallError saying what to do instead."""
    made = Plan()
    fresh: set[tuple[str, str]] = set()
    reasons: dict[Order, str] = {}
    for migration in migrations:
        label = migration.app_label
        for operation in migration.operations:
            before = state.clone()
            operation.state_forwards(label, state)
            step = f"{label}.{migration.name}: {operation.describe()}"
            order = _order(operation, label, before, state, fresh, step)
            made.steps.append(step)
            if order is Order.EITHER:
                continue
            reasons.setdefault(order, step)
            if order is Order.PRIMARY_FIRST and isinstance(operation, ops.RemoveField):
                made.leaving_columns += _column_to_relax(operation, label, before)
    if len(reasons) == 2:
        raise WallError(
            f"One run cannot both add and remove. {reasons[Order.GATEWAY_FIRST]} belongs on the gateway first, "
            f"{reasons[Order.PRIMARY_FIRST]} on the primary first. Put them into two releases and run "
            "`wall migrate` with each."
        )
    made.order = next(iter(reasons), Order.EITHER)
    return made


def _order(
    operation: Operation,
    label: str,
    before: ProjectState,
    after: ProjectState,
    fresh: set[tuple[str, str]],
    step: str,
) -> Order:
    if isinstance(operation, ops.CreateModel):
        fresh.add((label, operation.name_lower))
        return Order.GATEWAY_FIRST
    if isinstance(operation, ops.DeleteModel):
        # Made and removed in the same run: nothing was ever sent.
        return Order.EITHER if (label, operation.name_lower) in fresh else Order.PRIMARY_FIRST
    if isinstance(operation, ops.SeparateDatabaseAndState) and not operation.database_operations:
        return Order.EITHER
    if isinstance(operation, NO_ROWS_TOUCHED):
        return Order.EITHER
    if isinstance(operation, (ops.RunPython, ops.RenameModel)):
        raise _refusal(operation, step)
    model_name = getattr(operation, "model_name_lower", None) or getattr(operation, "name_lower", "")
    if (label, model_name) in fresh and not isinstance(operation, (ops.RenameField, ops.AlterModelTable)):
        return Order.EITHER
    return _order_on_existing_table(operation, label, before, after, step)


def _order_on_existing_table(
    operation: Operation, label: str, before: ProjectState, after: ProjectState, step: str
) -> Order:
    if isinstance(operation, (CreateExtension, ops.RemoveConstraint)):
        return Order.GATEWAY_FIRST
    if isinstance(operation, (ops.AddConstraint, ops.RemoveField)):
        return Order.PRIMARY_FIRST
    if isinstance(operation, ops.AddField):
        if not can_be_missing(operation.field):
            raise WallError(
                f"{step} is refused: for a moment the primary does not send it, so it must be nullable, "
                "many-to-many, or have a constant db_default (a `default` alone stays in Django; "
                "an expression such as Now() would differ on both sides)."
            )
        return Order.GATEWAY_FIRST
    if isinstance(operation, ops.AlterField) and not _alters_column(operation, label, before, after):
        return Order.EITHER
    raise _refusal(operation, step)


def _refusal(operation: Operation, step: str) -> WallError:
    for kind, advice in ADVICE.items():
        if isinstance(operation, kind):
            return WallError(f"{step} is refused on a released table. {advice}")
    return WallError(
        f"{step} is refused: what {type(operation).__name__} does to rows on their way is not known. "
        "Use the plain schema operations."
    )


def can_be_missing(added: models.Field) -> bool:
    """Whether a row that was sent without this column is complete all the same."""
    if added.many_to_many or added.null or isinstance(added, models.GeneratedField):
        return True
    if added.db_default is models.NOT_PROVIDED:
        return False
    return isinstance(added.db_default, Value) or not isinstance(added.db_default, BaseExpression)


def _alters_column(operation: ops.AlterField, label: str, before: ProjectState, after: ProjectState) -> bool:
    old = before.apps.get_model(label, operation.model_name)._meta.get_field(operation.name)
    new = after.apps.get_model(label, operation.model_name)._meta.get_field(operation.name)
    # Django's own answer to “does this need SQL?”; it has no public name.
    return connection.schema_editor()._field_should_be_altered(old, new)  # type: ignore[attr-defined]


def _column_to_relax(operation: ops.RemoveField, label: str, before: ProjectState) -> list[tuple[str, str]]:
    model = before.apps.get_model(label, operation.model_name)
    removed = model._meta.get_field(operation.name)
    if not removed.concrete or removed.many_to_many or removed.null:
        return []
    return [(model._meta.db_table, removed.column)]
