"""The orders of a list, each total (a key, then the id), so that a page can begin after any row of it."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, F, Func, Value
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from .models import SiteStatus
from .models.construction_site import LARGEST_FIRST, MOST_BEHIND_FIRST, ConstructionSiteQuerySet

_TOKEN = re.compile(r"(?P<key>[0-9T:.+\-eZ]{1,40})~(?P<id>\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class Order:
    """A way to put a list in order. `key` is spelt as its index is, or the index is not used."""

    slug: str
    label: Any
    key: Combinable
    read: Callable[[str], Any]  # a key from its text in an address; raises ValueError
    descending: bool = False
    note: Any = ""  # what a reader must know about it

    def sort(self, sites: ConstructionSiteQuerySet, *, backwards: bool = False) -> ConstructionSiteQuerySet:
        keyed = sites.annotate(order_key=self.key)
        if self.descending is not backwards:
            return keyed.order_by(F("order_key").desc(), "-pk")
        return keyed.order_by(F("order_key").asc(), "pk")

    def beyond(
        self, sites: ConstructionSiteQuerySet, token: str, *, backwards: bool = False
    ) -> ConstructionSiteQuerySet:
        """The sites after the row that the token names, or before it. Raises ValueError for what is no token."""
        matched = _TOKEN.fullmatch(token)
        if matched is None:
            raise ValueError("no token")
        last = _row(Value(self.read(matched["key"])), Value(int(matched["id"])))
        sign = " < " if self.descending is not backwards else " > "
        here = _row(self.key, F("pk"))
        return sites.filter(Func(here, last, template="%(expressions)s", arg_joiner=sign, output_field=BooleanField()))


def token_of(site: Any) -> str:
    """The place of a row in the order by which it was read."""
    key = site.order_key
    written = key.isoformat() if isinstance(key, datetime.date) else repr(key) if isinstance(key, float) else key
    return f"{written}~{site.pk}"


def _row(*columns: Combinable) -> Func:
    # PostgreSQL compares rows by an index over the same columns; OR-ed conditions it would filter one by one.
    return Func(*columns, template="(%(expressions)s)", output_field=BooleanField())


def _moment(text: str) -> datetime.datetime:
    moment = datetime.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("without time zone")
    return moment


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"-?\d{1,6}(\.\d{1,4})?", text, re.ASCII):
        raise ValueError("no number")
    return Decimal(text)


def _amount(text: str) -> int:
    amount = int(text)
    if not -1 <= amount < 2**63:
        raise ValueError("out of range")
    return amount


NEWEST = Order("newest", _("newest first"), F("updated_at"), _moment, descending=True)
COMPLETION = Order(
    "completion",
    _("completion soon"),
    F("ends_on"),
    datetime.date.fromisoformat,
    note=_("In this order only works that are to be completed from today on are listed."),
)
AMOUNT = Order("amount", _("largest contract first"), LARGEST_FIRST, _amount, descending=True)
BEHIND = Order(
    "behind",
    _("most behind the plan first"),
    MOST_BEHIND_FIRST,
    _decimal,
)
NEAREST = Order("nearest", _("nearest first"), F("distance"), float)

ORDERS = {order.slug: order for order in (NEWEST, COMPLETION, AMOUNT, BEHIND, NEAREST)}


def to_be_completed(sites: ConstructionSiteQuerySet, today: datetime.date) -> ConstructionSiteQuerySet:
    """What «completion soon» lists: nobody looks there for works that are over."""
    return sites.filter(ends_on__gte=today).exclude(status=SiteStatus.COMPLETED)
