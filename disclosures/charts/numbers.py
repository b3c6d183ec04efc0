"""The numbers that charts draw: of a site all its reports, payments, extensions and changes, not the latest rows alone.

They ride along in the page's one statement, as a branch for each kind. Only the columns a chart needs are read.
"""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from disclosures.kinds.design_change import DesignChange
from disclosures.kinds.payment import Payment
from disclosures.kinds.progress import Progress
from disclosures.kinds.time_extension import TimeExtension
from disclosures.models import Release, ReleaseState

_PREFIX = "chart:"  # tells a chart's branch from that of the kind's rows


@dataclass(frozen=True)
class Report:
    """One progress report."""

    as_of_on: datetime.date
    planned: Decimal  # percent
    actual: Decimal

    @property
    def gap(self) -> Decimal:
        """Actual minus planned, in percentage points; negative when the works lag."""
        return self.actual - self.planned


@dataclass(frozen=True)
class TierTotal:
    """What one tier of payees got so far."""

    tier: str  # a PayeeTier value; empty where it is withheld
    amount: int  # the currency's minor unit
    payments: int
    withheld: int  # payments whose amount is withheld, not in `amount`
    last_on: datetime.date | None


@dataclass(frozen=True)
class Extension:
    """One extension of time."""

    number: str
    before_on: datetime.date | None
    after_on: datetime.date | None
    days: int | None
    reason: str
    decided_on: datetime.date | None
    is_reason_withheld: bool
    item: str

    @property
    def longer_by(self) -> str:
        """Days, as written: those that were told, else those between the dates."""
        if self.days is not None:
            return f"{self.days:,}"
        return f"{(self.after_on - self.before_on).days:,}" if self.before_on and self.after_on else "?"


@dataclass(frozen=True)
class Amendment:
    """One change of the design or the price."""

    number: str
    what: str
    why: str
    before: int | None  # the currency's minor unit
    after: int | None
    decided_on: datetime.date | None
    is_reason_withheld: bool
    item: str

    @property
    def difference(self) -> int | None:
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class Numbers:
    """All of a site, each in the order of time."""

    reports: Sequence[Report] = ()
    payments: Sequence[TierTotal] = ()
    extensions: Sequence[Extension] = ()
    amendments: Sequence[Amendment] = ()


def numbers_statement(kinds: Collection[str]) -> str:
    """The branches for those of the kinds that are drawn; each yields its name and JSON rows. Takes %(site)s."""
    return "\nUNION ALL\n".join(branch for slug, branch in _BRANCHES.items() if slug in kinds)


def numbers_from(found: Mapping[str, Sequence[Any]]) -> Numbers:
    """Typed numbers out of the JSON rows by branch."""
    reports = found.get(f"{_PREFIX}progress", ())
    payments = found.get(f"{_PREFIX}payment", ())
    extensions = found.get(f"{_PREFIX}time-extension", ())
    amendments = found.get(f"{_PREFIX}design-change", ())
    return Numbers(
        reports=[Report(_date(on), Decimal(planned), Decimal(actual)) for on, planned, actual in reports],  # type: ignore[arg-type]
        payments=[
            TierTotal(tier, int(amount), number, withheld, _date(last))
            for tier, amount, number, withheld, last in payments
        ],
        extensions=[
            Extension(number, _date(before), _date(after), days, reason, _date(decided), withheld, item)
            for number, before, after, days, reason, decided, withheld, item in extensions
        ],
        amendments=[
            Amendment(number, what, why, before, after, _date(decided), withheld, item)
            for number, what, why, before, after, decided, withheld, item in amendments
        ],
    )


def _date(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)


def _branch(slug: str, table: str, entry: str, order: str, where: str = "true") -> str:
    """One entry a row. Every name and expression is written in this module."""
    return f"""SELECT '{_PREFIX}{slug}', (
        SELECT json_agg(json_build_array({entry}) ORDER BY {order})
        FROM {_quoted(table)} c JOIN {_quoted(Release._meta.db_table)} r ON r.id = c.release_id
        WHERE r.site_id = %(site)s AND r.kind = '{slug}' AND r.state = '{ReleaseState.RELEASED}' AND {where})"""  # noqa: S608


def _payments() -> str:
    return f"""SELECT '{_PREFIX}payment', (
        SELECT json_agg(json_build_array(t.payee_tier, t.total::text, t.payments, t.withheld, t.last_on))
        FROM (SELECT c.payee_tier, coalesce(sum(c.amount), 0) AS total, count(*) AS payments,
                     count(*) FILTER (WHERE c.amount IS NULL) AS withheld,
                     max(coalesce(c.paid_on, c.approved_on)) AS last_on
              FROM {_quoted(Payment._meta.db_table)} c JOIN {_quoted(Release._meta.db_table)} r ON r.id = c.release_id
              WHERE r.site_id = %(site)s AND r.kind = 'payment' AND r.state = '{ReleaseState.RELEASED}'
              GROUP BY c.payee_tier) t)"""  # noqa: S608


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


_BRANCHES: Mapping[str, str] = {
    "progress": _branch(
        "progress",
        Progress._meta.db_table,
        "r.as_of_on, c.planned_percent::text, c.actual_percent::text",
        "r.as_of_on, r.id",
        "c.planned_percent IS NOT NULL AND c.actual_percent IS NOT NULL",
    ),
    "payment": _payments(),
    "time-extension": _branch(
        "time-extension",
        TimeExtension._meta.db_table,
        "c.number, c.completion_before_on, c.completion_after_on, c.days, c.reason, c.decided_on, "
        "'reason' = ANY(c.withheld), r.item",
        "c.completion_after_on NULLS LAST, r.id",
    ),
    "design-change": _branch(
        "design-change",
        DesignChange._meta.db_table,
        "c.number, c.what, c.why, c.amount_before, c.amount_after, c.decided_on, 'why' = ANY(c.withheld), r.item",
        "c.decided_on NULLS LAST, r.id",
    ),
}
