"""What the reporters' desk may do on the primary: by its grants, and by row security, whatever its program says.

The role of a desk that outside firms reach must be worth little to whoever steals it. It releases nothing, approves
nothing, reads no official's password or session, and sees of the drafts what firms entered and what is public.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from psycopg import sql

from disclosures.kinds import Kind

from .connections import Connection, rows
from .grants import Grant, column_of, sequences
from .public_models import public_tables
from .roles import REPORTERS

READ, WRITE, ALL = ("SELECT",), ("SELECT", "INSERT", "UPDATE"), ("SELECT", "INSERT", "UPDATE", "DELETE")

# Model to what the role may do with its table; a privilege may name columns. What is not here is out of reach.
TABLES: dict[str, tuple[str, ...]] = {
    # Whole rows, since a new password is saved so; but a change of anything else needs a history that it cannot write.
    "desk.Official": ("SELECT", "UPDATE"),
    "desk.OutsideFirm": READ,
    "desk.ManagedSite": READ,
    "desk.SiteAssignment": READ,
    "desk.Deputy": READ,
    "desk.WithholdingDecision": READ,
    "desk.StoredFile": ("SELECT", "INSERT"),
    "desk.StoredRendition": ("SELECT", "INSERT"),
    "desk.AutosavedForm": ALL,
    "desk.ReportersSession": ALL,
    # Appended to; the number comes back to who appends.
    "desk.AuditEntry": ("INSERT", "SELECT (id)"),
    "desk.Viewing": ("SELECT", "INSERT"),
    "auth.Group": READ,
    "auth.Permission": READ,
    "contenttypes.ContentType": READ,
    "axes.AccessAttempt": ALL,
    "axes.AccessAttemptExpiration": ALL,
    "axes.AccessFailureLog": ("SELECT", "INSERT"),
    "axes.AccessLog": WRITE,
    "mfa.Authenticator": ALL,
    "account.EmailAddress": WRITE,
    "socialaccount.SocialAccount": READ,
}
# The links of these models' many-to-many fields, to be read.
LINKS = ("desk.Official", "auth.Group")

_OUTSIDE = "EXISTS (SELECT 1 FROM public.desk_official o WHERE o.firm_id IS NOT NULL AND o.id IN ({people}))"
_OPEN = "state IN ('draft', 'reported', 'submitted', 'returned')"
_FIRMS = _OUTSIDE.format(people="entered_by_id, submitted_by_id")


@dataclass(frozen=True, order=True)
class Policy:
    """A rule of row security for the role: which rows it sees (`using`), which it may leave behind (`check`)."""

    table: str
    name: str
    command: str  # SELECT, INSERT, UPDATE, DELETE or ALL
    using: str = ""
    check: str = ""


def reporters_grants(connection: Connection) -> set[Grant]:
    """Everything the role should hold."""
    wanted = {Grant(REPORTERS, table, "SELECT") for table in public_tables()}
    for label, privileges in TABLES.items():
        wanted.update(_of_table(apps.get_model(label), privileges))
    for label in LINKS:
        for field in apps.get_model(label)._meta.many_to_many:
            wanted.add(Grant(REPORTERS, field.m2m_db_table(), "SELECT"))
    for model in draft_models():
        wanted.update(_of_table(model, ALL))
        # Its history is written by a trigger, in the name of whoever changes it.
        wanted.add(Grant(REPORTERS, f"{model._meta.db_table}history", "INSERT"))
    appended = {grant.relation for grant in wanted if grant.privilege == "INSERT"}
    for sequence, table in sequences(connection):
        if table in appended:
            wanted.add(Grant(REPORTERS, sequence, "USAGE"))
    return wanted


def _of_table(model: type[models.Model], privileges: tuple[str, ...]) -> Iterator[Grant]:
    for privilege in privileges:
        name, _bracket, columns = privilege.rstrip(")").partition(" (")
        for column in columns.split(", ") if columns else ():
            yield Grant(REPORTERS, model._meta.db_table, name, column_of(model, column))
        if not columns:
            yield Grant(REPORTERS, model._meta.db_table, name)


def draft_models() -> list[type[models.Model]]:
    """The kinds' draft tables; each knows its kind."""
    models_of_desk = apps.get_app_config("desk").get_models()
    return [model for model in models_of_desk if isinstance(getattr(model, "kind", None), Kind)]


def wanted_policies() -> list[Policy]:
    """The rules that bind the role; the internal app passes row security."""
    outside = _OUTSIDE.format
    own = {
        "desk_official": "firm_id IS NOT NULL AND NOT is_superuser",
        "mfa_authenticator": outside(people="user_id"),
        "desk_autosavedform": outside(people="official_id"),
        "desk_viewing": outside(people="official_id"),
        "account_emailaddress": outside(people="user_id"),
        "socialaccount_socialaccount": outside(people="user_id"),
    }
    found = [Policy(table, "reporters_own", "ALL", rule, rule) for table, rule in own.items()]
    for model in draft_models():
        table = model._meta.db_table
        found += [
            Policy(table, "reporters_read", "SELECT", f"state IN ('released', 'superseded') OR {_FIRMS}"),
            Policy(table, "reporters_enter", "INSERT", check=f"{_OPEN} AND {_FIRMS}"),
            Policy(table, "reporters_change", "UPDATE", f"{_OPEN} AND {_FIRMS}", f"{_OPEN} AND {_FIRMS}"),
            Policy(table, "reporters_discard", "DELETE", f"state = 'draft' AND submitted_by_id IS NULL AND {_FIRMS}"),
        ]
    return sorted(found)


def converge(connection: Connection) -> None:
    """Make the row security be what is wanted, and nothing besides."""
    wanted = wanted_policies()
    with connection.transaction():
        for table, name in _standing(connection):
            connection.execute(
                sql.SQL("DROP POLICY {} ON {}").format(sql.Identifier(name), sql.Identifier("public", table))
            )
        for table in sorted({policy.table for policy in wanted}):
            connection.execute(
                sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(sql.Identifier("public", table))
            )
        for policy in wanted:
            connection.execute(_statement(policy))


def faults(connection: Connection) -> list[str]:
    """Rules that are missing or too many, and tables whose row security is off."""
    wanted = {(policy.table, policy.name, policy.command) for policy in wanted_policies()}
    standing = {
        (table, name, command)
        for table, name, command, bound in rows(
            connection, "SELECT tablename, policyname, cmd, roles::text[] FROM pg_policies WHERE schemaname = 'public'"
        )
        if bound == [REPORTERS]
    }
    off = rows(
        connection,
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = ANY(%s) "
        "AND NOT relrowsecurity",
        sorted({table for table, _name, _command in wanted}),
    )
    return [
        *(f"the row security of {table} is off" for (table,) in off),
        *(f"the rule {name} on {table} for {command} is missing" for table, name, command in sorted(wanted - standing)),
        *(
            f"the rule {name} on {table} for {command} should not be there"
            for table, name, command in sorted(standing - wanted)
        ),
    ]


def _standing(connection: Connection) -> list[tuple]:
    return rows(connection, "SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public' ORDER BY 1, 2")


def _statement(policy: Policy) -> sql.Composed:
    # The rules are this module's own text.
    using = sql.SQL(" USING ({})").format(sql.SQL(policy.using)) if policy.using else sql.SQL("")
    check = sql.SQL(" WITH CHECK ({})").format(sql.SQL(policy.check)) if policy.check else sql.SQL("")
    return sql.SQL("CREATE POLICY {} ON {} FOR {} TO {}{}{}").format(
        sql.Identifier(policy.name),
        sql.Identifier("public", policy.table),
        sql.SQL(policy.command),
        sql.Identifier(REPORTERS),
        using,
        check,
    )
