from dataclasses import dataclass

from messaging import Channel


@dataclass(frozen=True)
class Way:
    """How somebody can be reached."""

    channel: Channel
    to: str  # a phone number or an e-mail address


def shown(to: str) -> str:
    """A recipient as officers see it, to recognise and not to use: `010-****-5678`, `ki***@example.com`."""
    name, at, domain = to.rpartition("@")
    if at:
        return f"{name[:2]}***@{domain}"[:60]
    digits = "".join(filter(str.isdigit, to))
    return f"{digits[:3]}-****-{digits[-4:]}" if len(digits) >= 9 else "***"
