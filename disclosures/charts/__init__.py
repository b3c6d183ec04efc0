"""Charts made on the server: from one set of numbers the drawing, the sentence that says what it shows, and the table.

Each chart is a frozen dataclass. Its template draws what the dataclass computed and computes nothing itself,
so picture, sentence and table cannot disagree.
"""

import datetime

from sites.models import ConstructionSite

from .numbers import Numbers, numbers_from, numbers_statement
from .payment_bars import PaymentBars
from .s_curve import SCurve
from .timeline import Timeline


def charts_of(
    site: ConstructionSite, numbers: Numbers, *, today: datetime.date
) -> dict[str, SCurve | PaymentBars | Timeline | None]:
    """A site's charts, by the name under which its sections' templates draw them."""
    return {
        "s_curve": SCurve.of(numbers.reports, starts_on=site.starts_on, ends_on=site.ends_on, today=today),
        "payment_bars": PaymentBars.of(numbers.payments),
        "timeline": Timeline.of(site, numbers, today=today),
    }


__all__ = ["Numbers", "PaymentBars", "SCurve", "Timeline", "charts_of", "numbers_from", "numbers_statement"]
