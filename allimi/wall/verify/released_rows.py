"""Law 2, inside: the internal app itself cannot rewrite what was released."""

from collections.abc import Iterator

from .. import connections, guards, reporters
from ..connections import Connection, rows
from ..grants import actual_grants, primary_grants
from ..roles import INTERNAL, OWNER, PUBLISHER, REPORTERS
from .bare_gateway import wrong_roles
from .check import Check, unexpected


def checks() -> Iterator[Check]:
    with connections.connect("primary_admin") as primary:
        yield Check(2, "the primary has no role but its own", wrong_roles(primary, "primary_admin"))
        yield Check(2, "the internal role, the reporters’ and the publisher hold what is declared", _grants(primary))
        yield Check(2, "row security binds the reporters’ role", reporters.faults(primary))
        yield Check(2, "nobody who logs in owns a table of the primary", _owners(primary))
        yield Check(2, "released rows are guarded", guards.faults(primary))


def _grants(primary: Connection) -> list[str]:
    found = actual_grants(primary, [INTERNAL, PUBLISHER, REPORTERS])
    wanted = primary_grants(primary) | reporters.reporters_grants(primary)
    return unexpected("the grant", map(str, found), map(str, wanted))


def _owners(primary: Connection) -> list[str]:
    """An owner may drop its guards and grant itself anything."""
    found = rows(
        primary,
        "SELECT relname, relowner::regrole::text FROM pg_class WHERE relnamespace = 'public'::regnamespace "
        "AND relkind IN ('r', 'p', 'v', 'm', 'S') AND relowner <> %s::regrole",
        OWNER,
    )
    return [f"{relation} belongs to {owner}" for relation, owner in found]
