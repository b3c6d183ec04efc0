"""Where the proof of identity hands a citizen back to what needed it."""

from django.http import HttpRequest, HttpResponse

from . import state
from .journey import read
from .pages import show
from .renewal import renew_for
from .steps import after


def resume(request: HttpRequest, *, carry: str, proof: str) -> HttpResponse:
    """The page behind the proof. `carry` is what `begin` was given. Raises state.Unreadable for another one's."""
    try:
        journey, _is_over = read(carry)
    except state.Forged:
        return renew_for(request, carry=carry, proof=proof)
    journey.proof = proof
    journey.sending = {}
    journey.at = after(journey).name
    return show(request, journey)
