"""A person at a screen: what the hands do is counted, and a fingerprint is always at hand."""

import time
from dataclasses import dataclass, field
from typing import Any

# The keystroke-level model (Card, Moran and Newell, 1980), of one who knows the pages: seconds for a key of a
# skilled typist, for pointing at something, for pressing and letting go, and for knowing what comes next.
KEY, POINT, PRESS, THINK = 0.2, 1.1, 0.2, 1.35


@dataclass
class Person:
    """Somebody with a page of a browser. Clicks and keys are counted; opening an address is not the hand's work."""

    page: Any
    clicks: int = 0
    keys: int = 0
    thoughts: int = 0  # values and commands that are to be known before the hand moves
    began: float = field(default_factory=time.monotonic)

    def click(self, target: Any) -> None:
        self.clicks += 1
        self.thoughts += 1
        target.click()

    def type(self, text: str) -> None:
        """A value, where the cursor stands."""
        self.keys += len(text)
        self.thoughts += 1
        self.page.keyboard.type(text)

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def button(self, name: str) -> Any:
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Any:
        return self.page.get_by_role("link", name=name, exact=True).first

    @property
    def machine_seconds(self) -> float:
        """How long it took the machine, with hands that need no time."""
        return time.monotonic() - self.began

    @property
    def hand_seconds(self) -> float:
        """How long practised hands need for the same, with a machine that needs no time."""
        return self.clicks * (POINT + PRESS) + self.keys * KEY + self.thoughts * THINK


def give_fingerprint(page: Any) -> None:
    """A device with a fingerprint reader that is always touched: Chromium's own virtual one, for this page."""
    switch = page.context.new_cdp_session(page)
    switch.send("WebAuthn.enable")
    switch.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
