"""What providers over HTTP have in common: which errors certainly sent nothing, and which leave it open."""

from typing import Any

import requests

from .outcome import Outcome, State

_OURS = {401, 402, 403, 404, 405, 408, 429, 503}  # our key, our account, its rush hour: not the recipient's fault


def call(method: str, url: str, *, seconds: float, **options: Any) -> requests.Response | Outcome:
    """The answer, or an outcome where there is none. Follows no redirect: a key must not travel on."""
    try:
        return requests.request(method, url, timeout=(min(seconds, 5.0), seconds), allow_redirects=False, **options)
    except (requests.exceptions.ConnectTimeout, requests.exceptions.InvalidURL) as error:
        return Outcome(state=State.TEMPORARY, reason=type(error).__name__)
    except requests.exceptions.ConnectionError as error:
        # Without a connection nothing was sent; one that broke may have carried the message before.
        refused = "NewConnectionError" in repr(error) or "NameResolutionError" in repr(error)
        return Outcome(state=State.TEMPORARY if refused else State.UNKNOWN, reason=type(error).__name__)
    except requests.exceptions.RequestException as error:
        return Outcome(state=State.UNKNOWN, reason=type(error).__name__)


def refusal(answer: requests.Response) -> State:
    """What a status that is no success says of a message that was to be sent."""
    if answer.status_code in _OURS:
        return State.TEMPORARY
    return State.PERMANENT if 400 <= answer.status_code < 500 else State.UNKNOWN


def document(answer: requests.Response) -> dict[str, Any]:
    """The JSON object of an answer; empty where it is none."""
    try:
        found = answer.json()
    except requests.exceptions.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}
