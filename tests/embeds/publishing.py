"""The addresses that the picking page gives out, and published.txt: all that it ever gave out.

That list is only ever added to: whatever stands there is in somebody's page.
"""

from collections.abc import Iterator
from pathlib import Path

from embeds.addresses import banner_address, card_address, link_address, picture_address
from embeds.converters import BANNER, CARD, LIVE, NAMED, PNG, SVG
from embeds.drawing import BANNERS, PALETTES
from embeds.subjects import CITY, DEPARTMENTS, DISTRICTS, SITES

LIST = Path(__file__).parent / "published.txt"
# In the list, words for what each city has others of.
CODES = {CITY: "CITY", DISTRICTS: "DISTRICT", DEPARTMENTS: "DEPARTMENT", SITES: "SITE"}


def published() -> list[str]:
    return LIST.read_text(encoding="ascii").split()


def given_out() -> Iterator[str]:
    for scope, code in CODES.items():
        yield from _banners(scope, code)
        yield from (card_address(scope, code, colour=colour) for colour in PALETTES)
        yield from (link_address(scope, code, way=way) for way in (BANNER, CARD))
        yield picture_address(scope, code)


def _banners(scope: str, code: str) -> Iterator[str]:
    for content in (LIVE,) if scope == SITES else (LIVE, NAMED):
        for size in BANNERS.values():
            for colour in PALETTES:
                for suffix in (SVG,) if size.is_fluid else (SVG, PNG):
                    yield banner_address(scope, code, content=content, size=size.slug, colour=colour, suffix=suffix)
