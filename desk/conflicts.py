"""Conflicts with another system, as people read them."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet

from disclosures.kinds import kind_by_slug
from disclosures.kinds.fields import FileDigestField

from . import roles
from .actions.conflicts import differing_fields, newest_version, with_values
from .differences import display
from .models import Conflict, Draft, Official, draft_model


class Side(NamedTuple):
    """One field on both sides, as text; what the other system said before, where it is remembered."""

    name: str
    label: str
    earlier: str | None
    ours: str
    theirs: str
    is_file: bool


class Compared(NamedTuple):
    """A conflict with both sides of it."""

    conflict: Conflict
    ours: Draft
    sides: list[Side]


def visible_conflicts(user: Official) -> QuerySet[Conflict]:
    """The undecided ones at the sites that the user may look at."""
    return Conflict.objects.undecided().filter(managed_site__in=roles.visible_sites(user)).newest_first()


def may_decide_conflict(user: Official, conflict: Conflict) -> bool:
    return roles.may_enter(user, conflict.managed_site, conflict.kind)


def title_of(conflict: Conflict) -> str:
    kind = kind_by_slug(conflict.kind)
    return str(kind.title)


def compared(conflict: Conflict) -> Compared:
    """Both sides, in the fields where they differ."""
    ours = newest_version(conflict)
    return Compared(conflict, ours, list(_sides(conflict, ours)))


def _sides(conflict: Conflict, ours: Draft) -> Iterator[Side]:
    earlier, theirs = _version(conflict, conflict.earlier or {}), _version(conflict, conflict.theirs)
    differing = set(differing_fields(conflict, ours))
    for field in kind_by_slug(conflict.kind).fields:
        if field.name in differing:
            remembered = conflict.earlier is not None and field.name in conflict.earlier
            yield Side(
                name=field.name,
                label=str(field.verbose_name),
                earlier=display(earlier, field) if remembered else None,
                ours=display(ours, field),
                theirs=display(theirs, field),
                is_file=isinstance(field, FileDigestField),
            )


def _version(conflict: Conflict, values: Mapping[str, Any]) -> Draft:
    return with_values(draft_model(conflict.kind)(), dict(values))
