"""Path converters of the embeds' addresses. What was ever one of their words stays: pages out there ask for it."""

from django.urls import register_converter

from .drawing import BANNERS, PALETTES

SVG, PNG = "svg", "png"
# By what a reader came: a banner (or a plain link), or a card.
BANNER, CARD = "banner", "card"
# What a banner tells: figures of now, or the name alone, for those who save the file and upload it.
LIVE, NAMED = "banner", "name"


def _register(name: str, *words: str) -> None:
    """A converter that takes one of the words."""

    class OneOf:
        regex = "|".join(words)

        def to_python(self, value: str) -> str:
            return value

        def to_url(self, value: str) -> str:
            return value

    register_converter(OneOf, name)


_register("size", *BANNERS)
_register("colour", *PALETTES)
_register("picture_format", SVG, PNG)
_register("content", LIVE, NAMED)
_register("way", BANNER, CARD)
