"""Every size in every colour, as SVG that asks for nothing and as PNG of the right size."""

import io
from decimal import Decimal
from typing import Any

import pytest
from defusedxml import ElementTree
from PIL import Image

from embeds.drawing import BANNERS, PALETTES, PICTURE, draw, to_png
from embeds.subjects import Progress

NAME = "서울 지하철 9호선 4단계 연장 1공구 <건설공사> & “고덕강일” " + "아주 긴 이름 " * 8


def caption(words: str) -> dict[str, str]:
    return {"caption": words, "marked": words}


COMMON = {"title": NAME, "name": NAME, "brand": "서울특별시 건설알림이", "call": "더 보기 →", "place": "서울 성동구"}
SHOWN: dict[str, dict[str, Any]] = {
    "site": {**COMMON, **caption("62.1%"), "progress": Progress(Decimal(64), Decimal("62.1")), "as_of": "2026-11-02"},
    "district": {**COMMON, **caption("공사 중 23곳"), "figures": (("공사 중", "23"), ("예정", "4"), ("지연", "3"))},
    "gone": {**COMMON, **caption("")},
}
PICTURES = [*BANNERS.values(), PICTURE]
_SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("what", SHOWN)
@pytest.mark.parametrize("size", PICTURES, ids=lambda size: size.slug)
def test_drawing_asks_for_nothing_and_stays_in_its_frame(size: Any, what: str) -> None:
    for colour in PALETTES:
        svg = draw(size, colour, SHOWN[what])
        root = ElementTree.fromstring(svg)
        used = {element.tag.removeprefix(_SVG) for element in root.iter()}
        assert used <= {"svg", "g", "title", "rect", "path", "style"}
        assert not [name for element in root.iter() for name in element.attrib if "href" in name or name[:2] == "on"]
        assert root.findtext(f"{_SVG}title") == NAME
        assert len(svg.encode()) < 60_000


@pytest.mark.parametrize("size", [size for size in PICTURES if not size.is_fluid], ids=lambda size: size.slug)
def test_png_is_the_same_drawing_in_twice_the_pixels(size: Any) -> None:
    image = Image.open(io.BytesIO(to_png(draw(size, "blue", SHOWN["site"]), zoom=2)))
    assert image.size == (size.width * 2, size.height * 2)
    # The ground, the text upon it, and the shades between: something is drawn.
    assert len(image.convert("RGB").getcolors(1 << 24) or []) > 20


def test_nothing_is_drawn_over_the_right_edge() -> None:
    for size in BANNERS.values():
        if not size.is_fluid:
            image = Image.open(io.BytesIO(to_png(draw(size, "light", SHOWN["site"])))).convert("RGB")
            margin = image.crop((size.width - 4, 8, size.width - 2, size.height - 8))
            assert margin.getcolors() == [(margin.width * margin.height, (255, 255, 255))], size.slug


@pytest.mark.parametrize(("what", "ground", "least"), [
    ("ink", "ground", 4.5), ("subtle", "ground", 4.5), ("mark", "ground", 3), ("house", "mark", 3), ("bar", "track", 3)
])  # fmt: skip
@pytest.mark.parametrize("colour", PALETTES)
def test_contrast_is_as_the_guidelines_want(colour: str, what: str, ground: str, least: float) -> None:
    colours = PALETTES[colour].colours()
    assert _contrast(colours[what], colours[ground]) >= least


def _contrast(first: str, second: str) -> float:
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
