"""What a proof found out, and how it travels to the pages on which the post is written."""

import datetime
from dataclasses import asdict, dataclass

from ..asking import state

_PURPOSE = "verified"
MINUTES = 120  # from the proof to the receipt: a long complaint is written in that time


@dataclass(frozen=True, kw_only=True)
class Verified:
    """Somebody proved to be somebody. `subject` stays the same for the same person at the same `method`."""

    method: str  # phone, oidc:kakao, portone, ipin
    subject: str
    at: datetime.datetime
    phone: str = ""
    email: str = ""
    name: str = ""

    def sealed(self) -> str:
        """As a field of a form that this city alone can read, believed for two hours."""
        return state.encrypt({**asdict(self), "at": self.at.isoformat()}, purpose=_PURPOSE, minutes=MINUTES)

    @classmethod
    def opened(cls, text: str) -> "Verified":
        """What `sealed` was called on. Raises state.Expired or state.Forged."""
        data = state.decrypt(text, purpose=_PURPOSE)
        return cls(**{**data, "at": datetime.datetime.fromisoformat(data["at"])})
