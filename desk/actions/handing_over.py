"""Hand-over: an officer leaves a post, and everything open moves to the successor."""

import datetime
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import BigIntegerField, F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.handing_over import open_drafts, open_with
from desk.models import AuditEntry, Deputy, Official, SiteAssignment, SiteDuty
from desk.standing import may_stand_in, role_names

from .assigning import NEEDS
from .audit import record
from .content import subject_of
from .errors import ActionError


class HandedOver(NamedTuple):
    """How much moved."""

    assignments: int
    drafts: int
    deputyships: int


@transaction.atomic
def hand_over(*, leaver: Official, successor: Official, by: Official, now: datetime.datetime) -> HandedOver:
    """Move the leaver's sites, open drafts and deputyships to the successor; end the leaver's own absences.

    The past stays as it was: ended assignments keep their rows, drafts remember the leaver's hand, so that the
    leaver may never approve them elsewhere.
    """
    today = timezone.localdate(now)
    # In the order of their keys, so that two hand-overs cannot wait for each other.
    list(Official.objects.select_for_update().filter(pk__in=[leaver.pk, successor.pk]).order_by("pk"))
    found = open_with(leaver, today=today)
    _check(leaver, successor, found.assignments)
    for assignment in found.assignments:
        _move_assignment(assignment, successor, today=today, now=now)
    drafts = _move_drafts(leaver, successor, by=by)
    deputyships = sum(_move_deputyship(deputy, successor, by=by, today=today, now=now) for deputy in found.deputyships)
    for absence in found.absences:
        absence.ended_at = now
        absence.save(update_fields=["ended_at"])
    moved = HandedOver(len(found.assignments), drafts, deputyships)
    record(
        by=by,
        action="official.hand-over",
        subject=f"official:{leaver.username}",
        details={"successor": successor.username, **moved._asdict()},
    )
    return moved


def _check(leaver: Official, successor: Official, assignments: list[SiteAssignment]) -> None:
    if leaver.pk == successor.pk:
        raise ActionError({"successor": _("Choose another person.")})
    if not successor.is_active:
        raise ActionError({"successor": _("This account is closed.")})
    if (leaver.department_id, leaver.firm_id) != (successor.department_id, successor.firm_id):
        raise ActionError(
            {"successor": _("Choose somebody of the same department or firm, where the work stays within reach.")}
        )
    needed = {NEEDS[SiteDuty(assignment.duty)] for assignment in assignments}
    if missing := needed - role_names(successor):
        raise ActionError(
            _("%(who)s lacks the role “%(role)s”. An administrator gives it.")
            % {"who": successor.get_full_name(), "role": ", ".join(sorted(str(role.label) for role in missing))},
            code="role",
        )


def _move_assignment(
    assignment: SiteAssignment, successor: Official, *, today: datetime.date, now: datetime.datetime
) -> None:
    assignment.ended_at = now
    assignment.save(update_fields=["ended_at"])
    site, duty = assignment.managed_site, assignment.duty
    there = SiteAssignment.objects.current_or_coming(today).for_site(site).filter(official=successor, duty=duty)
    if not there.exists():
        SiteAssignment.objects.create(
            official=successor,
            managed_site=site,
            duty=duty,
            starts_on=max(today, assignment.starts_on),
            ends_on=assignment.ends_on,
        )


def _move_drafts(leaver: Official, successor: Official, *, by: Official) -> int:
    """Those that the successor has confirmed or returned stay: nobody may come to hold what he judged."""
    number = 0
    for drafts in open_drafts(leaver):
        movable = drafts.exclude(Q(confirmed_by=successor) | Q(decided_by=successor))
        moved = list(movable.select_for_update(of=("self",)))
        drafts.filter(pk__in=[draft.pk for draft in moved]).update(
            entered_by=successor,
            earlier_editors=Func(
                F("earlier_editors"),
                Value(leaver.pk, output_field=BigIntegerField()),
                function="array_append",
                output_field=ArrayField(BigIntegerField()),
            ),
        )
        details = {"leaver": leaver.username, "successor": successor.username}
        AuditEntry.objects.bulk_create(
            AuditEntry(by=by, action="draft.hand-over", subject=subject_of(draft), details=details) for draft in moved
        )
        number += len(moved)
    return number


def _move_deputyship(
    deputy: Deputy, successor: Official, *, by: Official, today: datetime.date, now: datetime.datetime
) -> int:
    deputy.ended_at = now
    deputy.save(update_fields=["ended_at"])
    if deputy.absent_id == successor.pk or not may_stand_in(role_names(successor)):
        return 0
    Deputy.objects.create(
        absent=deputy.absent,
        deputy=successor,
        starts_on=max(today, deputy.starts_on),
        ends_on=deputy.ends_on,
        reason=deputy.reason,
        made_by=by,
        made_at=now,
    )
    return 1
