"""What the proofs of other services have in common: how they are reached, and where they send a citizen back to."""

import logging
from typing import Any

import requests
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ..proof import NotVerified, Proof

TIMEOUT = (2.0, 5.0)  # seconds to connect, and between two bytes: a page waits for it
_logger = logging.getLogger(__name__)


def return_address(request: HttpRequest, proof: Proof) -> str:
    """The one address, of no language, that the city registered with the other service."""
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse("complaints:verify-back", args=[proof.slug])
    return f"{settings.PUBLIC_ORIGIN}{path}" if settings.PUBLIC_ORIGIN else request.build_absolute_uri(path)


def call(proof: Proof, method: str, address: str, **options: Any) -> tuple[int, dict[str, Any]]:
    """The status and the JSON object of an answer, empty where it is none. Follows no redirect: a key stays here.

    Raises NotVerified where the service does not answer.
    """
    try:
        answer = requests.request(method, address, timeout=TIMEOUT, allow_redirects=False, **options)
        body = answer.json() if answer.content else {}
    except (requests.exceptions.RequestException, ValueError) as error:
        raise unreachable(proof, type(error).__name__) from error
    if answer.status_code >= 500:
        raise unreachable(proof, f"HTTP {answer.status_code}")
    return answer.status_code, body if isinstance(body, dict) else {}


def unreachable(proof: Proof, reason: str) -> NotVerified:
    """The service is down, or not what it should be: logged for the operator, without a word about the citizen."""
    _logger.error("%s: %s", proof.method, reason)
    return NotVerified(
        _("The other service does not answer. Nothing is lost: try again in a few minutes, or choose another way.")
    )
