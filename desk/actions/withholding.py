import datetime
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from desk.models import Official, WithholdingDecision
from disclosures.models import Ground

from .audit import record
from .content import fields_of
from .errors import ActionError


@transaction.atomic
def withhold(
    *, kind: str, item: uuid.UUID, field: str, ground: int, reason: str, review_on: datetime.date, by: Official
) -> WithholdingDecision:
    """Decide that a field of an item is not disclosed. Its value reaches no version released from now on.

    A value that is public already stays so until a correction replaces it, or it is withdrawn or erased.
    """
    if field not in fields_of(kind):
        raise ActionError({"field": _("This kind has no such field.")})
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
def lift_withholding(*, decision: WithholdingDecision, by: Official) -> None:
    """The ground has lapsed (art. 9(2)): the next version may carry the value."""
    record(by=by, action="withholding.lift", subject=f"{decision.kind}:{decision.item}:{decision.field}")
    decision.delete()
