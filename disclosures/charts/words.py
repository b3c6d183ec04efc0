"""Dates and rates as charts write them: plain text, for SVG takes no markup."""

import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from sites.templatetags.allimi import day_text, percent, points


def written_month(value: datetime.date) -> str:
    """Year and month, as an axis has room for: 2026-10."""
    return f"{value:%Y-%m}"


def progress_words(*, planned: Decimal, actual: Decimal, as_of_on: datetime.date | None) -> str:
    """Plan and work done in one sentence, with the day on which it was so."""
    words = {"planned": percent(planned), "actual": percent(actual), "gap": points(actual - planned)}
    if actual < planned:
        sentence = _("Planned %(planned)s, done %(actual)s: %(gap)s points behind the plan") % words
    elif actual > planned:
        sentence = _("Planned %(planned)s, done %(actual)s: %(gap)s points ahead of the plan") % words
    else:
        sentence = _("Planned %(planned)s, done %(actual)s: as planned") % words
    if as_of_on is None:
        return f"{sentence}."
    return _("%(sentence)s (as of %(date)s).") % {"sentence": sentence, "date": day_text(as_of_on)}


def signed_points(gap: Decimal | None) -> str:
    """Percentage points by which the work leads or lags: +0.3, −1.9."""
    if gap is None:
        return ""
    sign = "+" if gap > 0 else "−" if gap < 0 else ""
    return f"{sign}{points(gap)}"


def share(part: int, whole: int) -> Decimal:
    """A part in percent of a whole, to one decimal; 0 of nothing."""
    return round(Decimal(part) * 100 / whole, 1) if whole else Decimal(0)
