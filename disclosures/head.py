"""What a citizen sees first of a site: how it stands, what moved it, whom to call, what is closed now."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from sites.models import ConstructionSite, Officer
from sites.templatetags.allimi import percent, signed_money_short

from .charts import Numbers
from .charts.numbers import Amendment, Extension
from .charts.words import progress_words, share
from .closures import Closure
from .kinds.hearing import Hearing
from .kinds.work_schedule import WorkSchedule
from .page import Item, SitePage

MOST_CHANGES = 6  # the newest; all are in their sections


@dataclass(frozen=True)
class Change:
    """One step by which completion or the price moved, with its reason."""

    decided_on: datetime.date | None
    extension: Extension | None = None
    amendment: Amendment | None = None

    @property
    def item(self) -> str:
        return (self.extension or self.amendment).item  # type: ignore[union-attr]

    @property
    def reason(self) -> str:
        return self.extension.reason if self.extension else self.amendment.why or self.amendment.what  # type: ignore[union-attr]

    @property
    def signed_money(self) -> str:
        """By how much the price moved; only of an amendment with both its amounts."""
        return signed_money_short(self.amendment.difference)  # type: ignore[union-attr, arg-type]

    @property
    def is_reason_withheld(self) -> bool:
        return (self.extension or self.amendment).is_reason_withheld  # type: ignore[union-attr]


@dataclass(frozen=True)
class ClosedRoad:
    """A work schedule that closes a road today."""

    item: Item
    is_now: bool  # at this hour; of unknown hours, all day


@dataclass(frozen=True)
class Moved:
    """By how much completion and price differ from what was agreed first."""

    days: int  # later; negative where earlier
    money: int  # more, in the currency's minor unit
    rate: str  # of the first amount, signed

    @property
    def days_earlier(self) -> int:
        return -self.days

    @property
    def signed_money(self) -> str:
        return signed_money_short(self.money)


@dataclass(frozen=True)
class SiteHead:
    """All above the fold, computed from what the page has read."""

    site: ConstructionSite
    progress: str  # one sentence; empty where no report was released
    closures: Sequence[ClosedRoad]  # of today, those of this hour first
    hearings: Sequence[Item]  # not over on this day, the nearest first
    officers: Sequence[Officer]
    changes: Sequence[Change]  # the newest first
    further_changes: int
    moved: Moved

    @property
    def first_ends_on(self) -> datetime.date | None:
        """Completion as agreed first; where nothing moved it, as it is now."""
        return self.site.original_ends_on or self.site.ends_on

    @property
    def has_agreed(self) -> bool:
        """Whether anything was agreed that could be compared."""
        return self.site.ends_on is not None or self.site.contract_amount is not None

    @classmethod
    def of(cls, page: SitePage, *, now: datetime.datetime) -> "SiteHead":
        changes = _changes(page.numbers)
        return cls(
            site=page.site,
            progress=_progress(page.site),
            closures=_closures(page, now),
            hearings=_hearings(page, timezone.localdate(now)),
            officers=page.officers,
            changes=changes[:MOST_CHANGES],
            further_changes=max(0, len(changes) - MOST_CHANGES),
            moved=_moved(page.site),
        )


def _progress(site: ConstructionSite) -> str:
    if site.planned_percent is None or site.actual_percent is None:
        return ""
    return progress_words(planned=site.planned_percent, actual=site.actual_percent, as_of_on=site.progress_on)


def _closures(page: SitePage, now: datetime.datetime) -> list[ClosedRoad]:
    """The section reads the newest weeks, so this week's schedule is always among them."""
    today = timezone.localdate(now)
    section = page.section("work-schedule")
    found = []
    for item in section.items if section else ():
        if not isinstance(item.row, WorkSchedule) or not item.row.closure_road:
            continue
        closure = Closure(item.row)
        # A night that began yesterday closes the road until this morning.
        is_now = closure.is_at(now)
        if is_now or closure.starts_on <= today <= closure.ends_on and not closure.is_over(now):
            found.append(ClosedRoad(item, is_now))
    return sorted(found, key=lambda road: not road.is_now)


def _hearings(page: SitePage, today: datetime.date) -> list[Item]:
    """Of the section's newest, which those to come are among."""
    section = page.section("hearing")
    coming = []
    for item in section.items if section else ():
        if isinstance(item.row, Hearing) and item.row.held_on and (item.row.held_until_on or item.row.held_on) >= today:
            coming.append(item)
    return coming[::-1]


def _changes(numbers: Numbers) -> list[Change]:
    """By the day of the decision, the newest first; undated ones last."""
    changes = [Change(each.decided_on, extension=each) for each in numbers.extensions]
    changes += [Change(each.decided_on, amendment=each) for each in numbers.amendments]
    return sorted(changes, key=lambda change: change.decided_on or datetime.date.min, reverse=True)


def _moved(site: ConstructionSite) -> Moved:
    days = money = 0
    rate = ""
    if site.ends_on is not None and site.original_ends_on is not None:
        days = (site.ends_on - site.original_ends_on).days
    if site.contract_amount is not None and site.original_contract_amount:
        money = site.contract_amount - site.original_contract_amount
        sign = "+" if money > 0 else "−"
        rate = f"{sign}{percent(share(abs(money), site.original_contract_amount))}" if money else ""
    return Moved(days=days, money=money, rate=rate)
