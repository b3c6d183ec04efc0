"""The way to another site and back: one cookie of this one way, since a form cannot go along.

It holds what the return needs, encrypted, for a quarter of an hour: without it anybody could send another citizen the
address of a return and so have him write in a foreign name. No other page sets or reads a cookie.
"""

import hmac
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ..asking import state
from .proof import Proof

MINUTES = 15


class Astray(Exception):
    """This browser began no way that could end here."""


def remember(response: HttpResponse, *, proof: Proof, state_sent: str, carried: Mapping[str, Any]) -> None:
    """Put what the return needs into this way's cookie."""
    value = state.encrypt({**carried, "state": state_sent}, purpose=_purpose(proof), minutes=MINUTES)
    response.set_cookie(
        _name(state_sent),
        value,
        max_age=MINUTES * 60,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",  # the return is a link from another site
    )


def recall(request: HttpRequest, proof: Proof, state_returned: str) -> dict[str, Any]:
    """What was put aside for this return. Raises Astray."""
    try:
        carried = state.decrypt(request.COOKIES.get(_name(state_returned), ""), purpose=_purpose(proof))
    except state.Unreadable as error:
        raise Astray from error
    if not hmac.compare_digest(str(carried.pop("state")).encode(), state_returned.encode()):
        raise Astray
    return carried


def forget(response: HttpResponse, state_returned: str) -> None:
    """The way is gone once; it is not gone again."""
    response.delete_cookie(_name(state_returned), samesite="Lax")


def _name(state_sent: str) -> str:
    """Two ways in two tabs have two cookies. The prefix makes a browser refuse one that another host set."""
    way = "".join(character for character in state_sent[:8] if character.isalnum())
    return f"__Host-verifying-{way}" if settings.HTTPS else f"verifying-{way}"


def _purpose(proof: Proof) -> str:
    return f"verifying.{proof.method}"
