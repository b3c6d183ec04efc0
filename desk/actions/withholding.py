import datetime
import uuid

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from desk.models import DRAFT_MODELS, Draft, DraftState, Official, WithholdingDecision
from desk.models.draft import OPEN
from disclosures.kinds import SITE
from disclosures.models import Ground

from .audit import record
from .content import fields_of
from .drafting import start_correction, submit
from .errors import ActionError

# What a site's public row cannot be without.
SITE_IDENTITY = frozenset({"name", "department", "work_type", "status"})


@transaction.atomic
def withhold(
    *, kind: str, item: uuid.UUID, field: str, ground: int, reason: str, review_on: datetime.date, by: Official
) -> WithholdingDecision:
    """Decide that a field of an item is not disclosed. Its value reaches no version released from now on.

    A value that is public already stays so until a correction replaces it, or it is withdrawn or erased.
    """
    if field not in fields_of(kind):
        raise ActionError({"field": _("This kind has no such field.")})
    if kind == SITE.slug and field in SITE_IDENTITY:
        raise ActionError({"field": _("A site is not disclosed without this. Withdraw it if it must not be public.")})
    if ground not in Ground.values:
        raise ActionError({"ground": _("Choose one of the grounds of article 9(1), nos. 1 to 8.")})
    if not reason.strip():
        raise ActionError({"reason": _("Say why; citizens read it in place of the value.")})
    decision, _created = WithholdingDecision.objects.update_or_create(
        item=item,
        field=field,
        defaults={"kind": kind, "ground": ground, "reason": reason, "review_on": review_on, "decided_by": by},
    )
    record(
        by=by,
        action="withholding.decide",
        subject=f"{kind}:{item}:{field}",
        details={"ground": int(ground), "reason": reason, "review_on": review_on.isoformat()},
    )
    return decision


@transaction.atomic
def withhold_item(
    *, kind: str, item: uuid.UUID, ground: int, reason: str, review_on: datetime.date, by: Official
) -> list[WithholdingDecision]:
    """Decide that nothing of an item is disclosed but that there is one: every field of it, on one ground."""
    return [
        withhold(kind=kind, item=item, field=name, ground=ground, reason=reason, review_on=review_on, by=by)
        for name in sorted(fields_of(kind))
    ]


@transaction.atomic
def keep_withholding(
    *, decision: WithholdingDecision, by: Official, reason: str, review_on: datetime.date, now: datetime.datetime
) -> Draft | None:
    """The ground was looked at again and still holds: a new review date, and the reason as it is today.

    What citizens read changes with a release alone. So a version that says so is handed in, for another official to
    approve; it is returned. None where nothing is public, or where an open version takes the new date along.
    """
    if not reason.strip():
        raise ActionError({"reason": _("Say why; citizens read it in place of the value.")})
    if review_on <= timezone.localdate(now):
        raise ActionError({"review_on": _("Choose a day in the future.")})
    decision = WithholdingDecision.objects.select_for_update().get(pk=decision.pk)
    decision.reason, decision.review_on, decision.decided_by = reason, review_on, by
    decision.save()
    record(
        by=by,
        action="withholding.keep",
        subject=f"{decision.kind}:{decision.item}:{decision.field}",
        details={"reason": reason, "review_on": review_on.isoformat()},
    )
    versions = DRAFT_MODELS[decision.kind]._default_manager.filter(item=decision.item)
    released = versions.filter(state=DraftState.RELEASED).first()
    if released is None or versions.filter(state__in=OPEN).exists():
        return None
    with override(settings.LANGUAGE_CODE):
        words = _("The ground for withholding was reviewed and still holds.")
    return submit(draft=start_correction(draft=released, by=by, reason=words), by=by, now=now)


@transaction.atomic
def lift_withholding(*, decision: WithholdingDecision, by: Official) -> None:
    """The ground has lapsed (art. 9(2)): the next version may carry the value."""
    record(by=by, action="withholding.lift", subject=f"{decision.kind}:{decision.item}:{decision.field}")
    decision.delete()
