"""The demo's photos, renderings and location plans: drawn, and saying so in the picture itself."""

from collections.abc import Callable
from typing import NamedTuple

from PIL import Image

from desk.files import CleanFile
from desk.files.images import encoded

from . import buildings, ground, underground
from .canvas import HEIGHT, WIDTH, Canvas
from .label import stamp
from .location_plan import draw_plan

FINISHED = 5

_SCENES: dict[str, Callable[[Canvas, int, int], None]] = {
    "road": ground.road,
    "river": ground.river,
    "park": ground.park,
    "bridge": buildings.bridge,
    "building": buildings.building,
    "tunnel": underground.tunnel,
    "pipe": underground.pipe,
}


class Picture(NamedTuple):
    """What is to be drawn. Equal pictures give equal bytes."""

    kind: str  # photo, rendering or plan
    scene: str
    variant: int  # the light of the day, the hills behind
    stage: int = 0  # photos: 0 (begun) to 4 (nearly done)


def drawn(picture: Picture) -> CleanFile:
    """The picture as a cleaned file, 960 × 600 px."""
    canvas = Canvas(seed=f"{picture}")
    if picture.kind == "plan":
        draw_plan(canvas, picture.variant)
    else:
        stage = FINISHED if picture.kind == "rendering" else picture.stage
        canvas.backdrop(picture.variant)
        _SCENES[picture.scene](canvas, stage, picture.variant)
    image = canvas.image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    stamp(image)
    return encoded(image)


__all__ = ["Picture", "drawn"]
