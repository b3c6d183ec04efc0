import datetime
from collections.abc import Sequence

from django.db import transaction

from desk.models import Official, Withdrawal
from disclosures.models import Release, ReleaseState

from .audit import record
from .confirming import lock_unconfirmed
from .taking_down import take_down


@transaction.atomic
def withdraw(*, releases: Sequence[Release], by: Official, reason: str, now: datetime.datetime) -> list[Release]:
    """Take releases out of sight at once, at any hour; a second approver confirms within a day.

    The desk keeps their content, so that it can be corrected and released anew.
    """
    taken = take_down(releases, state=ReleaseState.WITHDRAWN, by=by, ground=reason, now=now)
    Withdrawal.objects.bulk_create(
        Withdrawal(release=release, ground=reason, withdrawn_by=by, withdrawn_at=now) for release in taken
    )
    return taken


@transaction.atomic
def confirm_withdrawal(*, withdrawal: Withdrawal, by: Official, now: datetime.datetime) -> Withdrawal:
    """The second pair of eyes: the withdrawal stands. Who does not agree has the item released anew instead."""
    withdrawal = lock_unconfirmed(withdrawal, by=by)
    withdrawal.confirmed_by, withdrawal.confirmed_at = by, now
    withdrawal.save(update_fields=["confirmed_by", "confirmed_at"])
    record(by=by, action="withdrawal.confirm", subject=f"{withdrawal.release.kind}:{withdrawal.release.item}")
    return withdrawal
