"""Figures in words, the same in bars, tables and sentences."""

from decimal import Decimal

from sites.money import entry_unit
from sites.templatetags.allimi import percent, points

NOTHING = "–"


def tenths(value: Decimal | None) -> str:
    """A mean or a share with one decimal: 49.8%. A dash where nothing is known."""
    return NOTHING if value is None else percent(round(value, 1))


def signed_percent(value: Decimal | None) -> str:
    """+3.2%, −0.5%, 0.0%; a dash where nothing is known."""
    if value is None:
        return NOTHING
    rounded = round(value, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{points(rounded)}%"


def in_units(amount: int | None) -> str:
    """An amount in the unit that the heading names, rounded to a whole one; below ten of them with a decimal."""
    if amount is None:
        return NOTHING
    units = Decimal(amount) / entry_unit()
    return f"{units:,.0f}" if abs(units) >= 10 else f"{units:,.1f}"
