"""The large map's background, by the setting ALLIMI_MAP_TILES."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Tiles:
    """Where pictures of the ground come from. Readers' browsers ask that host for them."""

    url: str  # with {z}, {x} and {y}
    host: str  # what the page's Content-Security-Policy admits for images, and nothing else
    attribution: str
    attribution_url: str


def tiles() -> Tiles | None:
    """The provider that the city chose; None for our own boundaries alone. Raises ImproperlyConfigured."""
    match settings.MAP_TILES:
        case "none":
            return None
        case "osm":
            host = "https://tile.openstreetmap.org"
            return Tiles(
                f"{host}/{{z}}/{{x}}/{{y}}.png",
                host,
                "© OpenStreetMap contributors",
                "https://www.openstreetmap.org/copyright",
            )
        case "vworld" if settings.MAP_TILES_KEY:
            host = "https://api.vworld.kr"
            # VWorld's path has y before x.
            return Tiles(
                f"{host}/req/wmts/1.0.0/{settings.MAP_TILES_KEY}/Base/{{z}}/{{y}}/{{x}}.png",
                host,
                "© 국토교통부 브이월드",
                "https://www.vworld.kr/",
            )
    raise ImproperlyConfigured(
        f"ALLIMI_MAP_TILES={settings.MAP_TILES!r}: use none, osm, or vworld with ALLIMI_MAP_TILES_KEY."
    )
