"""A sheet to draw on, in units of the finished picture, and what stands in most of the pictures."""

import math
from random import Random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 960, 600
HORIZON = 330
_FINER = 2  # drawn twice as large and made smaller, for smooth edges

# Sky above and below, far hills, near hills, ground: a clear morning, noon, a warm evening.
_LIGHTS = (
    ("#a9cbe3", "#edf3f2", "#9fb4b8", "#7f9c8e", "#b9b18f"),
    ("#7fb2dd", "#dcecf4", "#8fa9b8", "#6f9277", "#bdb497"),
    ("#c9b6c9", "#f7e2c8", "#a99bb0", "#8a8f86", "#b8a585"),
)
STEEL, CONCRETE, ASPHALT, SOIL, WARNING = "#5e6b75", "#c9c7c0", "#565a5e", "#9b7b56", "#e8a317"
GRASS, WATER, GLASS, BRICK, PAPER = "#8fae6b", "#86aec0", "#a8c6d4", "#b5694a", "#f4f1ea"

Point = tuple[float, float]


class Canvas:
    def __init__(self, *, seed: str) -> None:
        self.image = Image.new("RGB", (WIDTH * _FINER, HEIGHT * _FINER), PAPER)
        self.rng = Random(seed)  # noqa: S311  (places trees, guards nothing)
        self._draw = ImageDraw.Draw(self.image)

    def rectangle(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self._draw.rectangle([left * _FINER, top * _FINER, right * _FINER - 1, bottom * _FINER - 1], fill=colour)

    def polygon(self, points: list[Point], colour: str) -> None:
        self._draw.polygon([(x * _FINER, y * _FINER) for x, y in points], fill=colour)

    def line(self, points: list[Point], colour: str, width: float = 2) -> None:
        scaled = [(x * _FINER, y * _FINER) for x, y in points]
        self._draw.line(scaled, fill=colour, width=max(1, round(width * _FINER)), joint="curve")

    def circle(self, x: float, y: float, radius: float, colour: str) -> None:
        box = [(x - radius) * _FINER, (y - radius) * _FINER, (x + radius) * _FINER, (y + radius) * _FINER]
        self._draw.ellipse(box, fill=colour)

    def arch(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """The upper half of an ellipse, filled."""
        self._draw.pieslice([left * _FINER, top * _FINER, right * _FINER, bottom * _FINER], 180, 360, fill=colour)

    def backdrop(self, variant: int) -> None:
        """Sky, the hills that stand around Seoul, a row of houses, and the ground."""
        above, below, far, near, ground = _LIGHTS[variant % len(_LIGHTS)]
        sky = Image.linear_gradient("L").resize((WIDTH * _FINER, HORIZON * _FINER))
        colours = [Image.new("RGB", sky.size, colour) for colour in (below, above)]
        self.image.paste(Image.composite(colours[0], colours[1], sky), (0, 0))
        if variant % 3 == 2:
            self.circle(720, 210, 34, "#f6d9a8")
        self._hills(far, base=HORIZON - 70, height=95, waves=3 + variant)
        self._hills(near, base=HORIZON - 30, height=50, waves=5 + variant)
        self._houses()
        self.rectangle(0, HORIZON, WIDTH, HEIGHT, ground)

    def _hills(self, colour: str, *, base: float, height: float, waves: int) -> None:
        turn = self.rng.uniform(0, 6)
        ridge: list[Point] = [
            (x, base - height * abs(math.sin(x / WIDTH * math.pi * waves / 2 + turn)) * (0.6 + 0.4 * math.sin(x / 97)))
            for x in range(0, WIDTH + 1, 16)
        ]
        self.polygon([(0, HORIZON), *ridge, (WIDTH, HORIZON)], colour)

    def _houses(self) -> None:
        x = -10.0
        while x < WIDTH:
            width, height = self.rng.randint(26, 62), self.rng.randint(18, 84)
            shade = self.rng.choice(("#d9d5cc", "#c8c6c2", "#d2c8ba", "#bfc5c9"))
            self.rectangle(x, HORIZON - height, x + width, HORIZON, shade)
            for row in range(int(HORIZON - height + 7), HORIZON - 6, 12):
                for column in range(int(x) + 5, int(x + width) - 6, 11):
                    self.rectangle(column, row, column + 5, row + 5, "#a3abb0")
            x += width + self.rng.randint(0, 16)

    def tree(self, x: float, y: float, size: float = 1.0) -> None:
        self.rectangle(x - 3 * size, y - 30 * size, x + 3 * size, y, "#7a5f45")
        for dx, dy, radius, colour in ((-11, -36, 15, "#6f9455"), (10, -38, 16, "#7ba35e"), (0, -52, 18, "#86ad66")):
            self.circle(x + dx * size, y + dy * size, radius * size, colour)

    def person(self, x: float, y: float, colour: str = "#e07b39") -> None:
        """A worker in a vest, or with another colour a passer-by."""
        self.rectangle(x - 4, y - 14, x - 1, y, "#3c4650")
        self.rectangle(x + 1, y - 14, x + 4, y, "#3c4650")
        self.rectangle(x - 6, y - 32, x + 6, y - 13, colour)
        self.circle(x, y - 38, 5.5, "#e3bd9b")
        if colour == "#e07b39":
            self.arch(x - 7, y - 47, x + 7, y - 33, "#f2c230")

    def excavator(self, x: float, y: float) -> None:
        self.rectangle(x - 46, y - 14, x + 40, y, "#3a3d40")
        self.polygon([(x - 40, y - 16), (x - 40, y - 48), (x - 8, y - 62), (x + 22, y - 48), (x + 26, y - 16)], WARNING)
        self.polygon([(x - 6, y - 58), (x + 18, y - 47), (x + 18, y - 30), (x - 6, y - 30)], GLASS)
        self.line([(x + 18, y - 34), (x + 62, y - 92), (x + 108, y - 62), (x + 112, y - 20)], "#c98b10", 8)
        self.polygon([(x + 100, y - 26), (x + 126, y - 26), (x + 118, y - 4), (x + 98, y - 8)], STEEL)

    def crane(self, x: float, y: float, height: float) -> None:
        top = y - height
        for step in range(int(top), int(y), 16):
            self.line([(x - 6, step + 16), (x + 6, step)], "#d9a322", 1.5)
        self.line([(x - 6, y), (x - 6, top)], "#d9a322", 2.5)
        self.line([(x + 6, y), (x + 6, top)], "#d9a322", 2.5)
        self.line([(x - 70, top), (x + 190, top)], "#d9a322", 5)
        self.line([(x, top - 34), (x + 150, top)], "#b8891a", 1.5)
        self.line([(x, top - 34), (x - 60, top)], "#b8891a", 1.5)
        self.line([(x, top), (x, top - 34)], "#d9a322", 4)
        self.rectangle(x - 74, top, x - 50, top + 18, "#6b7076")
        self.line([(x + 140, top), (x + 140, top + 70)], "#55585c", 1)
        self.rectangle(x + 128, top + 70, x + 152, top + 82, "#8a8f94")

    def fence(self, y: float, left: float = 0, right: float = WIDTH) -> None:
        """The panels around a site, striped so that nobody walks into them."""
        panel = 48
        for number, x in enumerate(range(int(left), int(right), panel)):
            self.rectangle(x, y - 30, min(x + panel - 2, right), y, "#f1efe8" if number % 2 else "#7fae9b")
        self.rectangle(left, y - 4, right, y, "#8b8f90")

    def cone(self, x: float, y: float) -> None:
        self.polygon([(x - 8, y), (x, y - 24), (x + 8, y)], "#e5672e")
        self.rectangle(x - 5, y - 12, x + 5, y - 8, PAPER)
        self.rectangle(x - 11, y - 3, x + 11, y, "#b84e20")
