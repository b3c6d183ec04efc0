"""The works' period as it was agreed, as it is now, and what moved it."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sites.models import ConstructionSite
from sites.templatetags.allimi import day_text, money_short, percent

from .numbers import Amendment, Extension, Numbers
from .words import share

ROW = 3.5  # em: a line of text and its bar
MOST_EXTENSIONS = 6  # rows; earlier ones stay in the table


@dataclass(frozen=True)
class Span:
    """One bar of the timeline."""

    label: str
    starts_on: datetime.date
    ends_on: datetime.date
    shape: str  # original, current or extension: the class, and the way it is hatched
    x: str  # percent of the axis
    width: str
    row: int

    @property
    def period(self) -> str:
        return f"{day_text(self.starts_on)} – {day_text(self.ends_on)}"

    @property
    def text_y(self) -> str:
        return f"{self.row * ROW + 1.2:.1f}em"

    @property
    def bar_y(self) -> str:
        return f"{self.row * ROW + 1.7:.1f}em"


@dataclass(frozen=True)
class Mark:
    """A change of the design, at the day on which it was decided."""

    amendment: Amendment
    x: str


@dataclass(frozen=True)
class Timeline:
    """Bars, marks and words about one site's period."""

    spans: Sequence[Span]
    marks: Sequence[Mark]
    numbers: Numbers
    site: ConstructionSite
    first_on: datetime.date
    last_on: datetime.date
    today: datetime.date

    @classmethod
    def of(cls, site: ConstructionSite, numbers: Numbers, *, today: datetime.date) -> "Timeline | None":
        """None where the site's period is not known, or nothing has moved it."""
        if site.starts_on is None or site.ends_on is None or not (numbers.extensions or numbers.amendments):
            return None
        days = [site.ends_on, site.original_ends_on or site.ends_on]
        days += [day for each in numbers.extensions for day in (each.before_on, each.after_on) if day]
        days += [each.decided_on for each in numbers.amendments if each.decided_on]
        first, last = min(site.starts_on, *days), max(days)
        axis = _Axis(first, last)
        return cls(
            spans=list(_spans(site, numbers.extensions, axis)),
            marks=[Mark(each, axis.at(each.decided_on)) for each in numbers.amendments if each.decided_on is not None],
            numbers=numbers,
            site=site,
            first_on=first,
            last_on=last,
            today=today,
        )

    @property
    def height(self) -> str:
        rows = len(self.spans) + bool(self.marks)
        return f"{rows * ROW + 1.5:.1f}em"

    @property
    def floor(self) -> str:
        """Where the bars end and the axis' dates begin."""
        return f"{(len(self.spans) + bool(self.marks)) * ROW:.1f}em"

    @property
    def axis_y(self) -> str:
        return f"{(len(self.spans) + bool(self.marks)) * ROW + 1.2:.1f}em"

    @property
    def marks_text_y(self) -> str:
        return f"{len(self.spans) * ROW + 1.2:.1f}em"

    @property
    def marks_y(self) -> str:
        return f"{len(self.spans) * ROW + 2.3:.1f}em"

    @property
    def today_x(self) -> str:
        """Percent of the axis; empty where today lies outside it."""
        return _Axis(self.first_on, self.last_on).at(self.today) if self.first_on <= self.today <= self.last_on else ""

    @property
    def axis(self) -> tuple[str, str]:
        return day_text(self.first_on), day_text(self.last_on)

    @property
    def title(self) -> str:
        return _("Period of the works and what changed it")

    @property
    def finding(self) -> str:
        """By how much completion and price moved, and in how many steps."""
        return " ".join(sentence for sentence in (self._about_time(), self._about_money()) if sentence)

    def _about_time(self) -> str:
        site, number = self.site, len(self.numbers.extensions)
        original, now = site.original_ends_on or site.ends_on, site.ends_on
        if original is None or now is None or not number:
            return _("Completion was not put off.")
        days = (now - original).days
        words = {"number": number, "days": abs(days), "before": day_text(original), "after": day_text(now)}
        if days > 0:
            return (
                ngettext(
                    "Completion moved from %(before)s to %(after)s, %(days)s days later, in %(number)s extension.",
                    "Completion moved from %(before)s to %(after)s, %(days)s days later, in %(number)s extensions.",
                    number,
                )
                % words
            )
        return (
            ngettext(
                "There was %(number)s extension; completion stands at %(after)s.",
                "There were %(number)s extensions; completion stands at %(after)s.",
                number,
            )
            % words
        )

    def _about_money(self) -> str:
        before, now = self.site.original_contract_amount, self.site.contract_amount
        number = len(self.numbers.amendments)
        if not number:
            return ""
        if not before or now is None or before == now:
            return ngettext("%(number)s design change.", "%(number)s design changes.", number) % {"number": number}
        words = {
            "number": number,
            "before": money_short(before),
            "after": money_short(now),
            "rate": percent(share(abs(now - before), before)),
        }
        if now > before:
            return (
                ngettext(
                    "With %(number)s design change the contract went up from %(before)s to %(after)s, by %(rate)s.",
                    "With %(number)s design changes the contract went up from %(before)s to %(after)s, by %(rate)s.",
                    number,
                )
                % words
            )
        return (
            ngettext(
                "With %(number)s design change the contract went down from %(before)s to %(after)s, by %(rate)s.",
                "With %(number)s design changes the contract went down from %(before)s to %(after)s, by %(rate)s.",
                number,
            )
            % words
        )


@dataclass(frozen=True)
class _Axis:
    first_on: datetime.date
    last_on: datetime.date

    def at(self, day: datetime.date) -> str:
        return f"{self._share(day):.1f}%"

    def between(self, start: datetime.date, end: datetime.date) -> str:
        """A width that can be seen, even of one day."""
        return f"{max(Decimal(1), self._share(end) - self._share(start)):.1f}%"

    def _share(self, day: datetime.date) -> Decimal:
        return share((day - self.first_on).days, max(1, (self.last_on - self.first_on).days))


def _spans(site: ConstructionSite, extensions: Sequence[Extension], axis: _Axis) -> Iterator[Span]:
    start, now = site.starts_on, site.ends_on
    if start is None or now is None:
        return
    original = site.original_ends_on or now
    yield Span(_("As agreed first"), start, original, "original", axis.at(start), axis.between(start, original), 0)
    yield Span(_("Now"), start, now, "current", axis.at(start), axis.between(start, now), 1)
    row = 2
    for extension in extensions[-MOST_EXTENSIONS:]:
        before, after = extension.before_on, extension.after_on
        if before is None or after is None:
            continue
        label = _("Extension %(number)s: +%(days)s days") % {"number": extension.number, "days": extension.longer_by}
        yield Span(label, before, after, "extension", axis.at(before), axis.between(before, after), row)
        row += 1
