"""A location plan: invented streets around the site, with a north arrow."""

from .canvas import GRASS, HEIGHT, PAPER, WATER, WIDTH, Canvas

_BLOCK, _STREET, _HOUSE, _SITE = "#ece7dc", "#ffffff", "#d7cfc0", "#c8472f"


def draw_plan(canvas: Canvas, variant: int) -> None:
    canvas.rectangle(0, 0, WIDTH, HEIGHT, _BLOCK)
    for _house in range(150):
        x, y = canvas.rng.randrange(0, WIDTH, 30), canvas.rng.randrange(0, HEIGHT, 30)
        canvas.rectangle(x + 5, y + 5, x + 5 + canvas.rng.randint(12, 24), y + 5 + canvas.rng.randint(12, 24), _HOUSE)
    canvas.polygon([(60, 60), (250, 40), (290, 190), (90, 220)], GRASS)
    bend = 25 * variant
    canvas.line([(-20, 480 - bend), (300, 520 - bend), (620, 470 - bend), (980, 560 - bend)], WATER, 44)
    for y in (110 + bend, 300, 430 - bend // 2):
        canvas.line([(-10, y), (WIDTH + 10, y + 30 - bend / 2)], _STREET, 16)
    for x in (180, 420 + bend, 690, 860):
        canvas.line([(x, -10), (x - 40, HEIGHT + 10)], _STREET, 14)
    canvas.line([(-10, 250), (WIDTH + 10, 320)], "#f3d27a", 26)
    canvas.line([(330, 274), (610, 294)], _SITE, 14)
    for x, y in ((330, 274), (610, 294)):
        canvas.circle(x, y, 13, _SITE)
        canvas.circle(x, y, 6, PAPER)
    canvas.circle(900, 70, 34, PAPER)
    canvas.polygon([(900, 42), (916, 92), (900, 82)], "#39424a")
    canvas.polygon([(900, 42), (884, 92), (900, 82)], "#9aa3aa")
