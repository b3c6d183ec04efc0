"""Mobile numbers as people write them, and as they are dialled in the country."""

import re
import unicodedata

from sites.profile import PhonePlan

_BETWEEN = re.compile(r"[\s().\-‐‑‒–—·]+")


def mobile_number(text: str, plan: PhonePlan) -> str | None:
    """The digits of a mobile number of the country; None for anything else, foreign numbers included."""
    digits = _BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    for prefix in (f"+{plan.country}", f"00{plan.country}"):
        if digits.startswith(prefix):
            digits = "0" + digits.removeprefix(prefix).removeprefix("0")
    return digits if plan.mobile.fullmatch(digits) else None


def masked(number: str) -> str:
    """A number that its owner recognises, and nobody else: 010-****-5678."""
    return f"{number[:3]}-****-{number[-4:]}"
