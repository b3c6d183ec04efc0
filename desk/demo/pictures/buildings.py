"""Works that rise: bridge and building. Stage 0 to 4 while they go on, 5 when they are done."""

from .canvas import ASPHALT, BRICK, CONCRETE, GLASS, HEIGHT, HORIZON, PAPER, STEEL, WATER, WIDTH, Canvas

_FLOOR, _FLOORS = 62, 4
_LEFT, _RIGHT, _BASE = 270, 700, 500
_TOP = _BASE - _FLOORS * _FLOOR


def bridge(canvas: Canvas, stage: int, variant: int) -> None:
    """A bridge across a stream, from the piles to the railing."""
    canvas.rectangle(0, HORIZON, WIDTH, HEIGHT, "#a7a885")
    canvas.polygon([(0, 470), (WIDTH, 440), (WIDTH, HEIGHT), (0, HEIGHT)], WATER)
    for step in range(5):
        canvas.line([(60 + step * 170, 520 + step % 2 * 30), (180 + step * 170, 520 + step % 2 * 30)], "#a9c7d3", 2)
    for x in (180, 400) if stage == 0 else (180, 400, 620, 840):
        _pier(canvas, x, stage)
    if stage >= 3:
        reach = 560 if stage == 3 else WIDTH
        canvas.rectangle(0, 326, reach, 352, "#4f7c8a" if variant else STEEL)
        canvas.rectangle(0, 314, reach, 326, CONCRETE)
    if stage >= 4:
        _railing(canvas)
    else:
        canvas.crane(720, 470, 330)
        canvas.person(90, 470)
    if stage == 5:
        for x, colour in ((230, "#5b7fa6"), (470, "#a65b6f"), (700, "#7a8f4f")):
            canvas.person(x, 310, colour)
        for x in (60, 900):
            canvas.tree(x, 470, 1.3)


def _pier(canvas: Canvas, x: int, stage: int) -> None:
    canvas.rectangle(x - 30, 500, x + 30, 530, "#a8a69f")
    canvas.rectangle(x - 15, 500 if stage <= 1 else 352, x + 15, 505, CONCRETE)
    if stage == 1:
        for bar in range(-10, 11, 5):
            canvas.line([(x + bar, 500), (x + bar, 440)], "#8a5a44", 1.5)
    if stage >= 2:
        canvas.polygon([(x - 36, 352), (x + 36, 352), (x + 15, 380), (x - 15, 380)], CONCRETE)


def _railing(canvas: Canvas) -> None:
    canvas.rectangle(0, 310, WIDTH, 315, ASPHALT)
    for x in range(8, WIDTH, 22):
        canvas.line([(x, 310), (x, 286)], "#6b7680", 2)
    canvas.line([(0, 286), (WIDTH, 286)], "#6b7680", 3)


def building(canvas: Canvas, stage: int, variant: int) -> None:
    """A public building, from the pit to the garden."""
    canvas.rectangle(0, _BASE - 20, WIDTH, HEIGHT, "#b9b09a" if stage < 4 else "#a7b887")
    if stage == 0:
        _pit(canvas)
        return
    if stage <= 2:
        _frame(canvas, 2 if stage == 1 else _FLOORS)
    else:
        _walls(canvas, (BRICK, "#d8d2c4", "#c2cdd0")[variant % 3])
    if stage == 3:
        _scaffold(canvas)
    if stage <= 3:
        canvas.crane(790, _BASE, 390)
        canvas.fence(_BASE + 30)
        canvas.person(160, _BASE + 60)
    else:
        _garden(canvas)
    if stage == 5:
        for x, colour in ((470, "#5b7fa6"), (520, "#a65b6f"), (650, "#7a8f4f")):
            canvas.person(x, 570, colour)


def _pit(canvas: Canvas) -> None:
    canvas.polygon([(230, 480), (740, 480), (680, 560), (290, 560)], "#8f7150")
    canvas.excavator(430, 552)
    canvas.fence(480, 0, 220)
    canvas.fence(480, 750, WIDTH)
    canvas.person(800, 540)


def _walls(canvas: Canvas, colour: str) -> None:
    canvas.rectangle(_LEFT, _TOP, _RIGHT, _BASE, colour)
    for floor in range(_FLOORS):
        y = _TOP + floor * _FLOOR + 14
        for x in range(_LEFT + 20, _RIGHT - 30, 52):
            canvas.rectangle(x, y, x + 36, y + 34, GLASS)
            canvas.line([(x + 18, y), (x + 18, y + 34)], "#7d949f", 2)
    canvas.rectangle(_LEFT - 8, _TOP - 10, _RIGHT + 8, _TOP, "#77807f")
    canvas.rectangle(440, _BASE - 56, 530, _BASE, "#52707d")


def _scaffold(canvas: Canvas) -> None:
    for x in range(_LEFT - 14, _RIGHT + 16, 38):
        canvas.line([(x, _BASE), (x, _TOP - 20)], "#8d9194", 1.5)
    for y in range(_TOP, _BASE, 34):
        canvas.line([(_LEFT - 14, y), (_RIGHT + 14, y)], "#8d9194", 1.5)


def _garden(canvas: Canvas) -> None:
    canvas.polygon([(440, _BASE), (530, _BASE), (620, HEIGHT), (350, HEIGHT)], "#d6cbb2")
    for x, size in ((120, 1.6), (210, 1.2), (770, 1.3), (870, 1.7)):
        canvas.tree(x, _BASE + 30, size)
    for x in (300, 400):  # solar panels
        canvas.polygon([(x, _TOP - 10), (x + 80, _TOP - 34), (x + 92, _TOP - 34), (x + 72, _TOP - 10)], "#35506b")


def _frame(canvas: Canvas, floors: int) -> None:
    top = _BASE - floors * _FLOOR
    for floor in range(floors + 1):
        y = _BASE - floor * _FLOOR
        canvas.rectangle(_LEFT, y - 9, _RIGHT, y, CONCRETE)
    for x in range(_LEFT, _RIGHT + 1, 86):
        canvas.rectangle(x, top, x + 14, _BASE, "#b3b1aa")
        for bar in (2, 7, 12):
            canvas.line([(x + bar, top - 9), (x + bar, top - 30)], "#8a5a44", 1.5)
    canvas.rectangle(_LEFT, top - 2, _RIGHT, top + 1, PAPER)
