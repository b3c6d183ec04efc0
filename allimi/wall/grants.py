"""What each role may do with each table: one set derived from the models, applied by setup, compared by verify."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from psycopg import sql

from .connections import Connection, rows
from .errors import WallError
from .public_models import MIGRATIONS_TABLE, columns, intake_models, private_models, public_models, public_tables
from .roles import COLLECTOR, INTERNAL, PUBLIC, PUBLISHER, SUBMITTER

EVERYONE = "PUBLIC"  # PostgreSQL's name for all roles, those to come included
WRITES = ("INSERT", "UPDATE", "DELETE")
_DECLARED = re.compile(r"^(SELECT|INSERT|UPDATE|DELETE)(?:\s*\(([\w\s,]+)\))?$")


@dataclass(frozen=True, order=True)
class Grant:
    """One privilege of one role on one relation of the schema, or on one of its columns."""

    role: str
    relation: str
    privilege: str
    column: str = ""

    def __str__(self) -> str:
        where = f"{self.relation}.{self.column}" if self.column else self.relation
        return f"{self.privilege} on {where} for {self.role}"


def primary_grants(connection: Connection) -> set[Grant]:
    """What the internal role and the publisher should hold on the primary."""
    wanted = {Grant(PUBLISHER, table, "SELECT") for table in public_tables()}
    wanted.add(Grant(INTERNAL, MIGRATIONS_TABLE, "SELECT"))
    for model in [*public_models(), *private_models()]:
        wanted.add(Grant(INTERNAL, model._meta.db_table, "SELECT"))
        wanted.update(_internal_writes(model))
    writable = {grant.relation for grant in wanted if grant.privilege == "INSERT"}
    for sequence, table in sequences(connection):
        if table in writable:
            # UPDATE, because a bulk load with its own numbers moves the sequence past them.
            wanted.update(Grant(INTERNAL, sequence, privilege) for privilege in ("SELECT", "USAGE", "UPDATE"))
    return wanted


def gateway_grants() -> set[Grant]:
    """What the public role should hold on the gateway, and so on every replica: SELECT, and nothing else."""
    return {Grant(PUBLIC, table, "SELECT") for table in public_tables()}


def intake_grants(connection: Connection) -> set[Grant]:
    """What submitter and collector should hold on the intake: what each model says in `intake_grants`.

    Raises WallError for a model that does not say it: nothing is allowed there by default.
    """
    wanted: set[Grant] = set()
    for model in intake_models():
        declared: dict[str, tuple[str, ...]] | None = getattr(model, "intake_grants", None)
        if declared is None or not declared.keys() <= {SUBMITTER, COLLECTOR}:
            raise WallError(f"{model._meta.label}.intake_grants does not say what {SUBMITTER} and {COLLECTOR} may do.")
        for role, privileges in declared.items():
            for privilege in privileges:
                wanted.update(_declared(model, role, privilege))
    inserted = {(grant.relation, grant.role) for grant in wanted if grant.privilege == "INSERT"}
    for sequence, table in sequences(connection):
        wanted.update(Grant(role, sequence, "USAGE") for relation, role in inserted if relation == table)
    return wanted


def _internal_writes(model: type[models.Model]) -> Iterator[Grant]:
    for declared in _declared_writes(model):
        if declared.startswith("SELECT"):
            raise WallError(f"{model._meta.label}.wall_grants: “{declared}” is no INSERT, UPDATE or DELETE.")
        yield from _declared(model, INTERNAL, declared)


def _declared(model: type[models.Model], role: str, declared: str) -> Iterator[Grant]:
    """The grants that a declaration as “UPDATE (state, ended_at)” stands for."""
    match = _DECLARED.match(declared.strip())
    if match is None:
        raise WallError(f"{model._meta.label}: “{declared}” is no SELECT, INSERT, UPDATE or DELETE.")
    privilege, names = match.groups()
    if names is None:
        yield Grant(role, model._meta.db_table, privilege)
        return
    for name in names.split(","):
        yield Grant(role, model._meta.db_table, privilege, column_of(model, name.strip()))


def _declared_writes(model: type[models.Model]) -> tuple[str, ...]:
    owner = model._meta.auto_created
    if owner:
        # A link table has no class body to declare in; the links of immutable rows are immutable too.
        return ("INSERT",) if getattr(owner, "wall_immutable", False) else WRITES
    return getattr(model, "wall_grants", WRITES)


def column_of(model: type[models.Model], name: str) -> str:
    """The column of a field, by either name. Raises WallError for one that the model has not."""
    for field in model._meta.local_concrete_fields:
        if name in (field.name, field.column):
            return str(field.column)
    raise WallError(f"{model._meta.label}.grants name {name}, which is none of {', '.join(columns(model))}.")


def sequences(connection: Connection) -> list[tuple]:
    """(sequence, table it numbers) of the schema."""
    return rows(
        connection,
        """
        SELECT sequence.relname, owner.relname
        FROM pg_depend
        JOIN pg_class sequence ON sequence.oid = pg_depend.objid AND sequence.relkind = 'S'
        JOIN pg_class owner ON owner.oid = pg_depend.refobjid
        WHERE pg_depend.classid = 'pg_class'::regclass AND pg_depend.refclassid = 'pg_class'::regclass
          AND pg_depend.deptype IN ('a', 'i') AND sequence.relnamespace = 'public'::regnamespace
        """,
    )


def actual_grants(connection: Connection, roles: Iterable[str]) -> set[Grant]:
    """What those roles, and everyone, hold on the relations of the schema and on their columns."""
    found = rows(
        connection,
        """
        SELECT coalesce(role.rolname, 'PUBLIC'), held.relname, held.privilege_type, held.attname
        FROM (
            SELECT relname, '' AS attname, acl.*
            FROM pg_class, aclexplode(relacl) AS acl
            WHERE relnamespace = 'public'::regnamespace
            UNION ALL
            SELECT relname, attname, acl.*
            FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid, aclexplode(attacl) AS acl
            WHERE relnamespace = 'public'::regnamespace AND NOT attisdropped
        ) AS held
        LEFT JOIN pg_roles role ON role.oid = held.grantee
        WHERE held.grantee = 0 OR role.rolname = ANY(%s)
        """,
        list(roles),
    )
    return {Grant(*row) for row in found}


def converge(connection: Connection, wanted: set[Grant], roles: Iterable[str]) -> tuple[set[Grant], set[Grant]]:
    """Give what is missing and take what is too much, in one transaction. Returns (given, taken)."""
    actual = actual_grants(connection, roles)
    # A whole-table REVOKE takes the column's privilege along, so what to give is asked after it.
    with connection.transaction():
        for grant in sorted(actual - wanted):
            connection.execute(_statement("REVOKE", grant))
        missing = wanted - actual_grants(connection, roles)
        for grant in sorted(missing):
            connection.execute(_statement("GRANT", grant))
    return missing, actual - wanted


def _statement(verb: str, grant: Grant) -> sql.Composed:
    column = sql.SQL(" ({})").format(sql.Identifier(grant.column)) if grant.column else sql.SQL("")
    role = sql.SQL(EVERYONE) if grant.role == EVERYONE else sql.Identifier(grant.role)
    return sql.SQL("{} {}{} ON TABLE public.{} {} {}").format(
        sql.SQL(verb),
        sql.SQL(grant.privilege),
        column,
        sql.Identifier(grant.relation),
        sql.SQL("TO" if verb == "GRANT" else "FROM"),
        role,
    )
