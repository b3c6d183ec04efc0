"""Ordering prints, and throwing them away."""

import datetime
from collections.abc import Sequence

from django.db import transaction

from desk.actions.audit import record
from desk.models import Official
from prints.paper import Paper

from .models import Bundle, PrintedThing, PrintOrder


@transaction.atomic
def order_prints(
    *,
    thing: PrintedThing,
    keys: Sequence[str],
    language: str,
    paper: Paper,
    bundle: Bundle,
    by: Official,
    now: datetime.datetime,
) -> PrintOrder:
    """Put an order down; the worker begins within seconds. `keys` are codes of sites or districts, or a year."""
    order = PrintOrder.objects.create(
        thing=thing, keys=list(keys), language=language, paper=paper, bundle=bundle, ordered_by=by, ordered_at=now
    )
    details = {"what": thing.value, "number": len(keys), "language": language}
    record(by=by, action="print.order", subject=f"print:{order.pk}", details=details)
    return order


@transaction.atomic
def discard_prints(*, order: PrintOrder, by: Official) -> None:
    """Throw an order away, finished or not. What the worker is at this moment making goes with it."""
    record(by=by, action="print.discard", subject=f"print:{order.pk}", details={"what": order.thing})
    order.delete()


def throw_away_old(now: datetime.datetime) -> str:
    """What is a week old: by then it says nothing new, and can be ordered anew."""
    found = PrintOrder.objects.old(now)
    number = found.count()
    found.delete()
    return f"prints: {number} orders thrown away" if number else ""
