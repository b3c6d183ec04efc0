"""Deciding what both sides changed: field by field, by whoever may enter there; an approver still looks at it."""

import datetime
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from desk.differences import kind_of
from desk.models import Conflict, Decision, Draft, Official, draft_model
from desk.models.draft import EDITABLE, OPEN

from .audit import record
from .drafting import save_draft, start_correction
from .errors import ActionError
from .import_tables import OTHER_REASON, REASONS
from .statements import Told, write_statements


@transaction.atomic
def decide_conflict(
    *, conflict: Conflict, taken: Collection[str], by: Official, now: datetime.datetime
) -> Draft | None:
    """Keep what the desk has, but for the fields `taken` from the other system; the draft they went into, if any.

    They go into the open version, or a new one of what is released, which `by` then hands in like any other.
    """
    conflict = Conflict.objects.select_for_update().select_related("managed_site").get(pk=conflict.pk)
    if conflict.decided_at is not None:
        raise ActionError(_("This is decided by now. Reload the page."), code="moved-on")
    newest = newest_version(conflict)
    wanted = [name for name in conflict.theirs if name in set(taken)]
    draft = _take(conflict, newest, wanted, by=by) if wanted else None
    left = [name for name in differing_fields(conflict, newest) if name not in wanted]
    conflict.decision = Decision.OURS if not wanted else Decision.MIXED if left else Decision.THEIRS
    conflict.decided_by, conflict.decided_at = by, now
    conflict.save(update_fields=["decision", "decided_by", "decided_at"])
    # What it says is known from now on: it is no conflict again before it says something else.
    told = Told(conflict.item, conflict.kind, conflict.managed_site_id, conflict.as_of_on, {}, {})
    write_statements([(told, {**(conflict.earlier or {}), **conflict.theirs})], told_by=conflict.told_by, now=now)
    details = {"taken": sorted(wanted), "told_by": conflict.told_by}
    record(by=by, action="conflict.decide", subject=f"{conflict.kind}:{conflict.item}", details=details)
    return draft


def newest_version(conflict: Conflict) -> Draft:
    """What the desk has of it."""
    versions = draft_model(conflict.kind)._default_manager.select_related("managed_site", "source_department")
    return versions.filter(item=conflict.item).order_by("-version")[0]


def with_values(draft: Draft, values: dict[str, Any]) -> Draft:
    """The draft with plain values in its fields."""
    for field in kind_of(draft).fields:
        if field.name in values:
            setattr(draft, field.attname, field.to_python(values[field.name]))
    return draft


def differing_fields(conflict: Conflict, ours: Draft) -> list[str]:
    """The fields in which the desk has something else than the other system says."""
    theirs = with_values(type(ours)(), conflict.theirs)
    fields = [field for field in kind_of(ours).fields if field.name in conflict.theirs]
    return [field.name for field in fields if getattr(ours, field.attname) != getattr(theirs, field.attname)]


def _take(conflict: Conflict, newest: Draft, wanted: list[str], *, by: Official) -> Draft:
    if newest.state in OPEN and newest.state not in EDITABLE:
        raise ActionError(_("Your version waits for approval. Have it returned first, or keep it as it is."))
    draft = newest
    if newest.state not in OPEN:
        reason = REASONS.get(conflict.source, OTHER_REASON)
        draft = start_correction(draft=newest, by=by, reason=reason)
    values = {name: conflict.theirs[name] for name in wanted}
    return save_draft(draft=with_values(draft, {**conflict.passing, **values}), by=by)
