"""What of a camera a phone can show: a still that a reload renews, or an HLS stream. RTSP it cannot.

A relay inside the city's network takes a still of every released camera now and then and serves it under one
address, `ALLIMI_WEBCAM_RELAY` (docs/webcams.md). The page then shows the picture itself. Without a relay a
still and an HLS stream are links to the camera's own address, and of an RTSP camera the page says why it
cannot be shown. An RTSP address is never a link.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.conf import settings

from .page import Item

_HLS = ".m3u8"
_STILLS = (".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True)
class Camera:
    """How a released camera is shown. An empty address means: not that way."""

    still: str = ""  # a picture of the relay, shown in the page
    still_link: str = ""  # a picture at the camera's own address
    stream_link: str = ""  # HLS, which phones play
    page_link: str = ""  # anything else that a browser opens
    is_unplayable: bool = False  # a protocol that browsers do not speak


def camera_of(item: Item) -> Camera:
    """The camera of a released item. Its address may be withheld, and then there is nothing to show."""
    address = item.row.address  # type: ignore[attr-defined]
    parts = urlsplit(address)
    ending = PurePosixPath(parts.path).suffix.lower()
    still = relayed_still(str(item.release.item)) if address else ""
    if parts.scheme not in ("http", "https"):
        return Camera(still=still, is_unplayable=bool(address) and not still)
    if ending == _HLS:
        return Camera(still=still, stream_link=address)
    if ending in _STILLS:
        return Camera(still=still, still_link=address)
    return Camera(still=still, page_link=address)


def relayed_still(item: str) -> str:
    """Where the relay serves the camera's newest picture; empty without a relay."""
    relay = settings.WEBCAM_RELAY
    return f"{relay.rstrip('/')}/{item}.jpg" if relay else ""
