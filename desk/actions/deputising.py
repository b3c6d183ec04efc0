"""대결: who acts in whose place, and when."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.models import Deputy, Official
from desk.standing import may_be_stood_in_for, may_stand_in, role_names

from .audit import record
from .errors import ActionError


@transaction.atomic
def arrange_deputy(
    *,
    absent: Official,
    deputy: Official,
    starts_on: datetime.date,
    ends_on: datetime.date,
    reason: str,
    by: Official,
    now: datetime.datetime,
) -> Deputy:
    """Let one official act in another's place from the first to the last day, under his or her own name."""
    # One absence at a time: whoever arranges a second one meanwhile waits here.
    Official.objects.select_for_update().get(pk=absent.pk)
    _check_people(absent, deputy)
    if ends_on < starts_on:
        raise ActionError({"ends_on": _("The last day is before the first.")})
    if not reason.strip():
        raise ActionError({"reason": _("Say why: leave, training, a business trip.")})
    overlapping = Deputy.objects.filter(absent=absent, ended_at=None, starts_on__lte=ends_on, ends_on__gte=starts_on)
    if (other := overlapping.select_related("deputy").first()) is not None:
        raise ActionError(
            _("%(who)s is the deputy on some of these days already. End that first.")
            % {"who": other.deputy.get_full_name()},
            code="overlap",
        )
    arranged = Deputy.objects.create(
        absent=absent,
        deputy=deputy,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason.strip(),
        made_by=by,
        made_at=now,
    )
    details = {"deputy": deputy.username, "from": starts_on.isoformat(), "to": ends_on.isoformat(), "reason": reason}
    record(by=by, action="deputy.arrange", subject=f"official:{absent.username}", details=details)
    return arranged


@transaction.atomic
def end_deputy(*, deputy: Deputy, by: Official, now: datetime.datetime) -> None:
    """At once: the absent official is back."""
    deputy = Deputy.objects.select_for_update(of=("self",)).select_related("absent", "deputy").get(pk=deputy.pk)
    if deputy.ended_at is not None:
        raise ActionError(_("This has ended already."))
    deputy.ended_at = now
    deputy.save(update_fields=["ended_at"])
    record(
        by=by,
        action="deputy.end",
        subject=f"official:{deputy.absent.username}",
        details={"deputy": deputy.deputy.username},
    )


def _check_people(absent: Official, deputy: Official) -> None:
    if absent.pk == deputy.pk:
        raise ActionError({"deputy": _("Choose another person.")})
    if not deputy.is_active:
        raise ActionError({"deputy": _("This account is closed.")})
    if absent.firm_id != deputy.firm_id:
        raise ActionError(
            {"deputy": _("Choose somebody of the same body: a firm’s people stand in for each other alone.")}
        )
    if not may_be_stood_in_for(role_names(absent)):
        raise ActionError(_("Nobody stands in for an auditor or an administrator, or for who has no role."))
    if not may_stand_in(role_names(deputy)):
        raise ActionError({"deputy": _("Auditors and administrators decide nothing, in nobody’s place.")})
