"""An address service outside, asked only where the city names one (`ALLIMI_ADDRESS_SERVICE`, off by default).

It speaks VWorld's geocoder: GET with service=address, request=getcoord, answered in JSON with a point in EPSG:4326.
What a citizen typed is sent to it, and nothing else; the setting's doc says so.
"""

import json
import logging
import urllib.error
import urllib.request
from urllib.parse import urlencode

from django.conf import settings

from .gazetteer import Place
from .near import Point

# A page must not wait longer for it than a reader does.
TIMEOUT_SECONDS = 1.5
_MOST_BYTES = 65_536
_log = logging.getLogger(__name__)


def find_address(text: str) -> Place | None:
    """The place of a road or lot address; None where there is no service, no such address or no answer."""
    if not settings.ADDRESS_URL:
        return None
    for kind in ("road", "parcel"):
        try:
            answer = _asked(text, kind)
        except (urllib.error.URLError, TimeoutError, ValueError, KeyError, TypeError, OSError) as error:
            _log.warning("The address service failed: %s", type(error).__name__)
            return None
        if answer is not None:
            return Place("", text, "", answer)
    return None


def _asked(text: str, kind: str) -> Point | None:
    query = {
        "service": "address",
        "request": "getcoord",
        "version": "2.0",
        "crs": "epsg:4326",
        "format": "json",
        "type": kind,
        "address": text,
        "key": settings.ADDRESS_KEY,
    }
    request = urllib.request.Request(f"{settings.ADDRESS_URL}?{urlencode(query)}")  # noqa: S310  (the operator's own)
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
        response = json.loads(answer.read(_MOST_BYTES))["response"]
    if response["status"] != "OK":
        return None
    point = response["result"]["point"]
    return Point(float(point["y"]), float(point["x"]))
