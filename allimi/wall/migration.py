"""Migrate primary, gateway and intake in the order in which the wall keeps running."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState
from psycopg import sql

from . import connections, grants, guards, publication, reporters, subscription
from .connections import Connection, rows, setting, values
from .errors import WallError
from .planning import Order, Plan, plan
from .public_models import MIGRATIONS_TABLE, public_app_configs
from .roles import COLLECTOR, INTERNAL, OWNER, PUBLIC, PUBLISHER, REPORTERS, SUBMITTER
from .variables import VARIABLES

Progress = Callable[[str], None]


def current_plan(primary: Connection, gateway: Connection) -> Plan:
    """What the public apps' unapplied migrations ask for. Raises WallError where they are refused."""
    unapplied, state = _unapplied(_applied(primary) & _applied(gateway))
    return plan(unapplied, state)


def migrate(progress: Progress) -> None:
    """Bring both sides to the code's migrations, and the wall to the models.

    May be run again after it was stopped anywhere.
    """
    with (
        connections.connect("primary_admin") as primary,
        connections.connect("gateway_admin") as gateway,
        connections.connect("intake_admin") as intake,
    ):
        made = current_plan(primary, gateway)
        for step in made.steps:
            progress(f"Public: {step}")
        if not subscription.exists(gateway):
            _side_by_side(primary, gateway, intake, progress)
            return
        # Nothing flows from here to there: the intake waits for nobody, and nobody for it.
        _migrate_intake(intake, progress)
        if made.order is Order.PRIMARY_FIRST:
            _primary_first(primary, gateway, made, progress)
        else:
            _gateway_first(primary, gateway, progress)


def _side_by_side(primary: Connection, gateway: Connection, intake: Connection, progress: Progress) -> None:
    """The first time nothing flows yet, so that no side has to wait for the other."""
    with ThreadPoolExecutor() as pool:
        sides = [
            pool.submit(_migrate_gateway, gateway, progress),
            pool.submit(_migrate_primary, primary, progress),
            pool.submit(_migrate_intake, intake, progress),
        ]
    for side in sides:
        side.result()
    subscription.converge(primary, gateway, progress)


def _gateway_first(primary: Connection, gateway: Connection, progress: Progress) -> None:
    _migrate_gateway(gateway, progress)
    _migrate_primary(primary, progress)
    subscription.converge(primary, gateway, progress)


def _primary_first(primary: Connection, gateway: Connection, made: Plan, progress: Progress) -> None:
    # Until the gateway has read all that was sent with the column, it must take rows with and without it.
    for table, column in made.leaving_columns:
        if column in _columns(gateway, table):
            gateway.execute(
                sql.SQL("ALTER TABLE {} ALTER COLUMN {} DROP NOT NULL").format(
                    sql.Identifier("public", table), sql.Identifier(column)
                )
            )
    _migrate_primary(primary, progress)
    progress("Waiting until the gateway has read what was sent before")
    subscription.wait_until_caught_up(primary, gateway)
    subscription.refresh(gateway)
    _migrate_gateway(gateway, progress)
    subscription.converge(primary, gateway, progress)


def _migrate_gateway(gateway: Connection, progress: Progress) -> None:
    progress("Migrating the gateway")
    _run_django_migrate({"DJANGO_SETTINGS_MODULE": "allimi.settings.gateway"})
    grants.converge(gateway, grants.gateway_grants(), [PUBLIC])


def _migrate_intake(intake: Connection, progress: Progress) -> None:
    progress("Migrating the intake")
    _run_django_migrate({"DJANGO_SETTINGS_MODULE": "allimi.settings.intake"})
    grants.converge(intake, grants.intake_grants(intake), [SUBMITTER, COLLECTOR])


def _migrate_primary(primary: Connection, progress: Progress) -> None:
    progress("Migrating the primary")
    _run_django_migrate(
        {
            "DJANGO_SETTINGS_MODULE": "allimi.settings.internal",
            # Tables belong to a role that nobody logs in as, so that no app can alter them.
            "ALLIMI_PRIMARY_URL": setting("primary_admin"),
            "ALLIMI_ASSUME_ROLE": OWNER,
        }
    )
    wanted = grants.primary_grants(primary) | reporters.reporters_grants(primary)
    grants.converge(primary, wanted, [INTERNAL, PUBLISHER, REPORTERS])
    reporters.converge(primary)
    guards.converge(primary)
    publication.converge(primary)


def _run_django_migrate(environment: dict[str, str]) -> None:
    """Run Django's migrate in a process of its own, since settings are chosen once per process."""
    given = {VARIABLES[name]: value for name, value in settings.WALL.items() if value}
    changed = {**given, **environment}
    # X_FILE would win over X.
    kept = {name: value for name, value in os.environ.items() if name.removesuffix("_FILE") not in changed}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "django", "migrate", "--no-input", "--verbosity", "1"],
        cwd=settings.BASE_DIR,
        env={**kept, **changed},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise WallError(
            f"Migrating with {changed['DJANGO_SETTINGS_MODULE']} failed; nothing after it was done. Mend what it "
            f"names and run `wall migrate` again.\n{done.stdout}{done.stderr}"
        )


def _applied(connection: Connection) -> set[tuple[str, str]]:
    (table,) = values(connection, "SELECT to_regclass(%s)::text", f"public.{MIGRATIONS_TABLE}")
    if table is None:
        return set()
    return {(app, name) for app, name in rows(connection, f"SELECT app, name FROM {MIGRATIONS_TABLE}")}  # noqa: S608


def _unapplied(applied: set[tuple[str, str]]) -> tuple[list[Migration], ProjectState]:
    """The public apps' migrations that are not on both sides, in order, and the state before them."""
    loader = MigrationLoader(None)
    labels = [config.label for config in public_app_configs()]
    leaves = [node for label in labels for node in loader.graph.leaf_nodes(label)]
    ordered: list[tuple[str, str]] = []
    for leaf in leaves:
        ordered += [node for node in loader.graph.forwards_plan(leaf) if node not in ordered]
    done = [node for node in ordered if _is_applied(loader.graph.nodes[node], applied)]
    todo = [loader.graph.nodes[node] for node in ordered if node not in done and node[0] in labels]
    return todo, loader.project_state(done) if done else ProjectState()


def _is_applied(migration: Migration, applied: set[tuple[str, str]]) -> bool:
    replaced = set(migration.replaces)
    return (migration.app_label, migration.name) in applied or (bool(replaced) and replaced <= applied)


def _columns(connection: Connection, table: str) -> list[str]:
    return values(
        connection,
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
        f"public.{table}",
    )
