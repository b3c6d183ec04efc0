"""Works on the ground: road, river, park. Stage 0 to 4 while they go on, 5 when they are done."""

from .canvas import ASPHALT, CONCRETE, GRASS, HEIGHT, HORIZON, PAPER, SOIL, WATER, WIDTH, Canvas


def road(canvas: Canvas, stage: int, variant: int) -> None:
    """A road seen along its middle; the right half is the widening."""
    canvas.rectangle(0, HORIZON, WIDTH, HEIGHT, GRASS if stage >= 4 else "#b3a987")
    canvas.polygon([(440, HORIZON), (480, HORIZON), (560, HEIGHT), (60, HEIGHT)], ASPHALT)
    new = (SOIL, "#a98a63", "#b59a77", "#6a6d70", ASPHALT, ASPHALT)[stage]
    canvas.polygon([(480, HORIZON), (512, HORIZON), (900, HEIGHT), (560, HEIGHT)], new)
    walk = CONCRETE if stage >= 2 else "#a58f6b"
    canvas.polygon([(512, HORIZON), (524, HORIZON), (960, 560), (960, HEIGHT), (900, HEIGHT)], walk)
    for step in range(6):
        y = HORIZON + 12 + step * step * 9
        canvas.polygon(
            [(458 - step * 17, y), (462 - step * 16, y), (466 - step * 19, y + 6 + step * 4),
             (459 - step * 20, y + 6 + step * 4)], PAPER
        )  # fmt: skip
    if stage >= 4:
        canvas.line([(496, HORIZON), (726, HEIGHT)], PAPER, 4)
        for step in range(4):
            canvas.tree(560 + step * 95, HORIZON + 30 + step * 55, 0.6 + step * 0.35)
    else:
        for step in range(6):
            canvas.cone(486 + step * 13 + variant * 3, HORIZON + 26 + step * 46)
    if stage in (0, 1, 2):
        canvas.excavator(690, 480 - stage * 20)
        canvas.person(610, 520)
    if stage == 2:
        canvas.polygon([(524, HORIZON - 4), (960, 430), (960, 560), (524, HORIZON + 8)], "#bdbab2")
    if stage == 3:
        canvas.rectangle(640, 430, 740, 480, "#d5862b")
        canvas.circle(650, 486, 26, "#4a4d50")
        canvas.circle(730, 486, 26, "#4a4d50")
        canvas.rectangle(664, 392, 716, 432, "#e7e2d6")
    if stage == 5:
        canvas.person(850, 520, "#5b7fa6")
        canvas.person(800, 490, "#a65b6f")


def river(canvas: Canvas, stage: int, variant: int) -> None:
    """A stream that widens towards us, with a path on its bank."""
    canvas.rectangle(0, HORIZON, WIDTH, HEIGHT, GRASS if stage >= 4 else "#a9a57c")
    canvas.polygon([(430, HORIZON), (500, HORIZON), (740, HEIGHT), (180, HEIGHT)], WATER)
    for step in range(7):
        y = HORIZON + 20 + step * 38
        canvas.line([(430 - step * 20, y), (470 + step * 8, y)], "#a9c7d3", 2)
    if stage >= 2:
        canvas.polygon([(500, HORIZON), (516, HORIZON), (800, HEIGHT), (740, HEIGHT)], CONCRETE)
        canvas.polygon([(414, HORIZON), (430, HORIZON), (180, HEIGHT), (110, HEIGHT)], CONCRETE)
    if stage >= 3:
        canvas.polygon([(530, HORIZON), (548, HORIZON), (960, 570), (960, HEIGHT), (870, HEIGHT)], "#c78f6b")
    if stage in (0, 1):
        canvas.polygon([(520, 420), (600, 420), (640, 460), (520, 460)], SOIL)
        canvas.excavator(620, 450)
    if stage in (1, 2, 3):
        canvas.person(700, 520)
        canvas.person(770, 500)
    if stage >= 4:
        for step in range(9):
            canvas.tree(120 + step * 12 - step * step * 2, HORIZON + 40 + step * 24, 0.5 + step * 0.1)
            canvas.line([(396 - step * 26, 392 + step * 24), (390 - step * 26, 360 + step * 24)], "#c2b26a", 3)
    if stage == 5:
        canvas.person(830, 540, "#5b7fa6")
        canvas.person(700, 450, "#7a8f4f")
    else:
        canvas.fence(HORIZON + 12, 620 + variant * 30, WIDTH)


def park(canvas: Canvas, stage: int, variant: int) -> None:
    """A lawn with a path, a pavilion and, at last, trees and people."""
    canvas.rectangle(0, HORIZON, WIDTH, HEIGHT, GRASS if stage >= 4 else "#b79f76")
    path = "#d9c7a3" if stage >= 2 else "#a98a63"
    canvas.polygon([(380, HEIGHT), (560, HEIGHT), (520, 470), (620, 400), (600, HORIZON + 6), (570, HORIZON + 6),
                    (575, 395), (450, 465)], path)  # fmt: skip
    if stage >= 3:
        canvas.rectangle(240, 392, 250, 470, "#8a5a3c")
        canvas.rectangle(350, 392, 360, 470, "#8a5a3c")
        canvas.polygon([(215, 396), (300, 340), (385, 396)], "#59666b")
        canvas.rectangle(236, 452, 364, 460, "#a8754f")
        canvas.line([(690, 480), (720, 400), (750, 480)], "#d2603a", 6)
        canvas.line([(720, 400), (840, 400)], "#d2603a", 6)
        canvas.line([(810, 480), (840, 400), (870, 480)], "#d2603a", 6)
        for x in (760, 800):
            canvas.line([(x, 400), (x, 452)], "#6b7076", 1.5)
            canvas.rectangle(x - 10, 452, x + 10, 457, "#3f6f8f")
    if stage <= 1:
        canvas.excavator(640, 500)
        canvas.polygon([(180, 520), (240, 468), (310, 520)], SOIL)
    if 1 <= stage <= 4:
        canvas.person(480, 540)
        canvas.person(560 + variant * 20, 470)
    if stage >= 4:
        for x, y, size in ((90, 470, 1.5), (170, 430, 1.1), (430, 410, 0.9), (650, 392, 0.8), (900, 470, 1.4)):
            canvas.tree(x, y, size)
        for step in range(26):
            colour = ("#d98a8a", "#e3c15b", "#c98fc0")[step % 3]
            canvas.circle(60 + step * 11, 560 + step % 4 * 6, 4, colour)
    if stage == 5:
        canvas.person(470, 560, "#5b7fa6")
        canvas.person(610, 430, "#a65b6f")
    else:
        canvas.fence(HORIZON + 16, 0, 360)
