import dataclasses
import time
from collections.abc import Sequence

from messaging.backend import Backend as AnyBackend
from messaging.message import Message
from messaging.outcome import Outcome, State

_FAILURES = 3  # in a row, after which the next provider is asked first
_REST = 60.0  # seconds that a failing provider is left alone


class Backend:
    """Several providers: the next one gets what the one before it certainly did not send.

    What may have been sent goes nowhere else: its provider has to be asked first (`look_up`). References begin with
    the provider's number: `2:M4V2026…`.
    """

    def __init__(self, *, providers: Sequence[AnyBackend]) -> None:
        self._providers = {str(number): provider for number, provider in enumerate(providers, start=1)}
        self._failures = dict.fromkeys(self._providers, 0)
        self._rests_until = dict.fromkeys(self._providers, 0.0)

    def send(self, message: Message) -> Outcome:
        outcome = Outcome(state=State.TEMPORARY)
        for number in self._in_order():
            outcome = _of(number, self._providers[number].send(message))
            self._judge(number, outcome)
            if outcome.state != State.TEMPORARY:
                break
        return outcome

    def look_up(self, message: Message, reference: str = "") -> Outcome:
        """Asks the provider that has it; where nobody knows which, all of them."""
        number, _, theirs = reference.partition(":")
        outcome = Outcome(state=State.ABSENT)
        for each in [number] if number in self._providers else self._providers:
            found = _of(each, self._providers[each].look_up(message, theirs))
            if found.state not in (State.ABSENT, State.UNKNOWN):
                return found
            if found.state == State.UNKNOWN:
                outcome = found
        return outcome

    def _in_order(self) -> list[str]:
        now = time.monotonic()
        return sorted(self._providers, key=lambda number: self._rests_until[number] > now)

    def _judge(self, number: str, outcome: Outcome) -> None:
        failed = outcome.state in (State.TEMPORARY, State.UNKNOWN)
        self._failures[number] = self._failures[number] + 1 if failed else 0
        if self._failures[number] >= _FAILURES:
            self._failures[number], self._rests_until[number] = 0, time.monotonic() + _REST


def _of(number: str, outcome: Outcome) -> Outcome:
    return dataclasses.replace(outcome, reference=f"{number}:{outcome.reference}")
