"""The stages one after the other."""

from .findings import Outcome, Screening
from .rules import Rules


def screen(text: str, *, language: str, rules: Rules) -> Screening:
    """Judge a text. Personal data is pointed at and never changes the outcome."""
    return Screening(outcome=Outcome.PASS)
