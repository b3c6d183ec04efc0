"""One citizen's way from page to page: what was given so far, kept in the form itself."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from complaints.sealing.receipts import new_receipt

from . import state

PURPOSE = "asking"
# For one page. What is older is shown to its writer again before it is believed.
MINUTES = 60


@dataclass
class Journey:
    """What a citizen has told, as typed: each page judges it anew, so nothing here need be right.

    `kept` holds for each page the values of its fields. `proof` is the verifying's own token.
    """

    at: str = ""  # the page that is being asked
    kept: dict[str, dict[str, str]] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list)
    proof: str = ""
    known: list[str] = field(default_factory=list)  # pages that were filled in by where the citizen came from
    is_checking: bool = False  # has seen all answers once, and returns to them after each change
    sent_anyway: bool = False  # these very words, although the screening advised against them
    # Made when the answers are shown, so that a form sent twice is one submission with one receipt.
    sending: dict[str, str] = field(default_factory=dict)

    def value(self, page: str, name: str) -> str:
        return self.kept.get(page, {}).get(name, "")

    def keep(self, page: str, values: Mapping[str, str]) -> None:
        """Takes what a page's form sent. Other words are another submission."""
        if self.kept.get(page, {}) != values:
            self.kept[page] = dict(values)
            self.sending = {}
            self.sent_anyway = self.sent_anyway and page != "text"

    def prepare(self) -> None:
        """Gives the submission its name and its receipt, once for these answers."""
        if not self.sending:
            self.sending = {"id": str(uuid.uuid4()), **asdict(new_receipt())}

    def field(self) -> str:
        """The hidden field of the next page."""
        return state.encrypt(asdict(self), purpose=PURPOSE, minutes=MINUTES)


def read(text: str) -> tuple[Journey, bool]:
    """The journey of a hidden field, and whether its time was over. Raises state.Forged."""
    try:
        data, is_over = state.decrypt(text, purpose=PURPOSE), False
    except state.Expired as expired:
        data, is_over = expired.data, True
    try:
        return Journey(**data), is_over
    except TypeError:
        # Made before an update of these pages.
        raise state.Forged("of another version") from None
