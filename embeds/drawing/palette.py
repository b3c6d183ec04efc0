"""The colours of banners, cards and pictures: the city's own tokens, by what each is for."""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings

_TOKENS = "static/krds/tokens.css"
_TOKEN = re.compile(r"--krds-color-light-([\w-]+):\s*(#[0-9a-f]{6})", re.IGNORECASE)


@dataclass(frozen=True)
class Palette:
    """Names of tokens. What is written reaches 4.5 : 1 on the ground, what is drawn 3 : 1 (tests/embeds)."""

    ground: str
    edge: str
    ink: str
    subtle: str
    mark: str  # the ground of the city's mark
    house: str  # what stands on that
    bar: str
    track: str

    def colours(self) -> dict[str, str]:
        """Each as #rrggbb."""
        return {name: token(value) for name, value in vars(self).items()}


PALETTES = {
    "blue": Palette("primary-60", "primary-60", "gray-0", "primary-10", "gray-0", "primary-60", "gray-0", "primary-80"),
    "light": Palette("gray-0", "gray-20", "gray-90", "gray-70", "primary-60", "gray-0", "primary-60", "gray-20"),
    "dark": Palette("gray-95", "gray-70", "gray-5", "gray-30", "primary-30", "gray-95", "primary-30", "gray-80"),
}


def token(name: str) -> str:
    """The colour of a token, as #rrggbb."""
    return _tokens()[name]


@cache
def _tokens() -> dict[str, str]:
    return dict(_TOKEN.findall((settings.BASE_DIR / _TOKENS).read_text(encoding="utf-8")))
