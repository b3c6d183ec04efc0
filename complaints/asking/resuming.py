"""Where the proof of identity hands a citizen back to what needed it."""

from typing import Protocol

from django.http import HttpRequest, HttpResponse

from . import state
from .journey import read
from .pages import show
from .renewal import renew_for
from .steps import after


class Errand(Protocol):
    """What else than a journey may need a proof."""

    def __call__(self, request: HttpRequest, *, carry: str, proof: str) -> HttpResponse:
        """The page behind the proof. Raises state.Forged where `carry` is another errand's, and state.Expired."""


_ERRANDS: list[Errand] = [renew_for]


def register(errand: Errand) -> None:
    """Add what may need a proof. Call it in an app's `ready`."""
    _ERRANDS.append(errand)


def resume(request: HttpRequest, *, carry: str, proof: str) -> HttpResponse:
    """The page behind the proof. `carry` is what `begin` was given. Raises state.Unreadable for another one's."""
    try:
        journey, _is_over = read(carry)
    except state.Forged:
        return _errand(request, carry=carry, proof=proof)
    journey.proof = proof
    journey.sending = {}
    journey.at = after(journey).name
    return show(request, journey)


def _errand(request: HttpRequest, *, carry: str, proof: str) -> HttpResponse:
    for errand in _ERRANDS:
        try:
            return errand(request, carry=carry, proof=proof)
        except state.Forged:
            continue
    raise state.Forged("nobody's errand")
