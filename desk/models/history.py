"""Histories that triggers write: every change of who is who and who decides, whichever program made it.

The audit tells what somebody did at the desk; these tables tell what became of the rows, also when it was done by hand
in the database. Of a draft only its header is kept, at each change of any column: content may have to be erased, and
an erased value must not live on in a history.
"""

from typing import Any, ClassVar

import pghistory
import pghistory.models
import pgtrigger
from django.db import models

from sites.models import Department

from .deputy import Deputy
from .drafts import DRAFT_MODELS
from .managed_site import ManagedSite
from .official import Official
from .site_assignment import SiteAssignment
from .withholding_decision import WithholdingDecision

_DRAFT_HEADER = (
    "managed_site",
    "item",
    "version",
    "state",
    "entered_by",
    "submitted_by",
    "confirmed_by",
    "decided_by",
    "release",
)
# Neither the password, nor when somebody signed in last: the audit has that.
_ACCOUNT = (
    "username",
    "full_name",
    "email",
    "department",
    "firm",
    "own_sites_only",
    "post",
    "duty",
    "office_phone",
    "direct_phone",
    "relay_phone",
    "in_directory",
    "is_active",
    "is_staff",
    "is_superuser",
)


class HistoryRow(pghistory.models.Event):
    """What a row was after a change (before it, where it was deleted), when, and at whose request."""

    pgh_id = models.BigAutoField(primary_key=True)

    # Written by triggers in the application's name, which may append and read.
    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT",)

    class Meta:
        abstract = True


class TrackedDepartment(Department):
    """For a trigger of its own: the public app’s migrations know nothing of histories."""

    class Meta:
        proxy = True
        default_permissions = ()


class TrackedRole(Official.groups.through):  # type: ignore[name-defined]
    """Who was given which role."""

    class Meta:
        proxy = True
        default_permissions = ()


def _track(model: type[models.Model], name: str, *trackers: pghistory.Tracker, **options: Any) -> type[models.Model]:
    return pghistory.create_event_model(
        model,
        *(trackers or (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())),
        model_name=f"{name}History",
        app_label="desk",
        base_model=HistoryRow,
        abstract=False,
        meta={"default_permissions": ()},
        **options,
    )


def _track_draft(model: type[models.Model]) -> type[models.Model]:
    changed = pghistory.UpdateEvent(condition=pgtrigger.Condition("OLD.* IS DISTINCT FROM NEW.*"))
    return _track(model, model.__name__, changed, pghistory.DeleteEvent(), fields=list(_DRAFT_HEADER))


# The history of each table that has one.
HISTORIES: dict[type[models.Model], type[models.Model]] = {
    Official: _track(Official, "Official", fields=list(_ACCOUNT)),
    TrackedRole: _track(TrackedRole, "Role", pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None),
    Department: _track(TrackedDepartment, "Department"),
    ManagedSite: _track(ManagedSite, "ManagedSite", fields=["code", "name", "department"]),
    SiteAssignment: _track(SiteAssignment, "SiteAssignment"),
    Deputy: _track(Deputy, "Deputy"),
    WithholdingDecision: _track(WithholdingDecision, "WithholdingDecision"),
    **{model: _track_draft(model) for model in DRAFT_MODELS.values()},
}
