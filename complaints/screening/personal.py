"""Personal data that a writer may not want to be read by others."""

from .findings import Finding


def personal_data(text: str) -> list[Finding]:
    """Phones, e-mails, resident numbers, addresses, number plates, cards and accounts, in the order of the text."""
    return []
