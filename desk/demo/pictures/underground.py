"""Works below the ground: tunnel and pipe. Stage 0 to 4 while they go on, 5 when they are done."""

from .canvas import ASPHALT, CONCRETE, HEIGHT, HORIZON, PAPER, SOIL, STEEL, WARNING, WIDTH, Canvas

_LEFT, _RIGHT = 250, 710
_DEEP = 520


def tunnel(canvas: Canvas, stage: int, variant: int) -> None:
    """A station seen as if the ground were cut open: the pit, the tube, the platform."""
    for top, colour in ((HORIZON, "#a58c6d"), (430, "#8f7a62"), (520, "#7d6d5b")):
        canvas.rectangle(0, top, WIDTH, HEIGHT, colour)
    canvas.rectangle(0, HORIZON - 6, WIDTH, HORIZON + 8, ASPHALT)
    bottom = (390, 460, 560, 560, 560, 560)[stage]
    canvas.rectangle(_LEFT, HORIZON - 6, _RIGHT, bottom, "#d8cdb8" if stage >= 2 else "#c0aa86")
    for x in (_LEFT, _RIGHT - 10):
        canvas.rectangle(x, HORIZON - 20, x + 10, bottom + 14, STEEL)
    if stage <= 2:
        _excavation(canvas, bottom)
    if stage >= 2:
        _station(canvas, bottom)
    if stage >= 3:
        _tubes(canvas, bottom)
    if stage >= 4:
        _train(canvas, ("#3f6f8f", "#7a8f4f", "#a65b6f")[variant % 3])
    if stage == 5:
        _entrance(canvas)
    else:
        canvas.fence(HORIZON - 6, 0, 240)


def _excavation(canvas: Canvas, bottom: int) -> None:
    for y in range(HORIZON + 34, bottom - 10, 62):
        canvas.rectangle(_LEFT, y, _RIGHT, y + 8, "#7a858c")
    canvas.excavator(420, bottom)
    canvas.crane(800, HORIZON, 270)
    canvas.person(600, bottom)


def _station(canvas: Canvas, bottom: int) -> None:
    canvas.rectangle(_LEFT, bottom - 12, _RIGHT, bottom, CONCRETE)
    canvas.rectangle(_LEFT, 440, _RIGHT, 450, CONCRETE)
    for x in range(_LEFT + 70, _RIGHT - 40, 110):
        canvas.rectangle(x, 450, x + 14, bottom, "#b8b5ad")


def _tubes(canvas: Canvas, bottom: int) -> None:
    for start, end in ((0, _LEFT), (_RIGHT, WIDTH)):
        canvas.rectangle(start, 474, end, bottom, "#4b4f55")
    canvas.rectangle(0, bottom - 8, WIDTH, bottom - 4, "#d9d4c8")
    canvas.rectangle(_LEFT, HORIZON + 8, _RIGHT, HORIZON + 22, CONCRETE)


def _train(canvas: Canvas, colour: str) -> None:
    canvas.rectangle(330, 486, 640, 546, "#e9ecee")
    canvas.rectangle(330, 520, 640, 528, colour)
    for x in range(346, 620, 46):
        canvas.rectangle(x, 496, x + 28, 514, "#4c6472")


def _entrance(canvas: Canvas) -> None:
    canvas.rectangle(560, HORIZON - 62, 640, HORIZON - 6, "#dfe6e8")
    canvas.polygon([(550, HORIZON - 62), (650, HORIZON - 72), (650, HORIZON - 62)], STEEL)
    for x, y, colour in ((420, 440, "#5b7fa6"), (520, 440, "#a65b6f"), (680, HORIZON - 6, "#7a8f4f")):
        canvas.person(x, y, colour)


def pipe(canvas: Canvas, stage: int, variant: int) -> None:
    """A street with a trench; the pipe goes in, the road is closed over it."""
    canvas.rectangle(0, HORIZON, WIDTH, HEIGHT, "#8b8d8e")
    canvas.rectangle(0, HORIZON, WIDTH, HORIZON + 26, CONCRETE)
    for x in range(20, WIDTH, 130):
        canvas.rectangle(x, 570, x + 64, 576, PAPER)
    if stage == 0:
        _trial_pit(canvas)
    elif stage <= 3:
        _trench(canvas)
        if stage >= 2:
            reach = 870 if stage == 3 else 560
            _laid_pipe(canvas, reach, ("#4f81a3", "#6d7d57", "#7b6a8f")[variant % 3])
        if stage <= 2:
            canvas.excavator(640, 408)
            canvas.polygon([(760, 408), (830, 362), (910, 408)], SOIL)
    else:
        _closed_road(canvas, done=stage == 5)


def _trial_pit(canvas: Canvas) -> None:
    canvas.rectangle(420, 400, 560, 470, SOIL)
    canvas.person(390, 480)
    canvas.person(590, 470)
    canvas.cone(360, 500)
    canvas.cone(640, 500)


def _trench(canvas: Canvas) -> None:
    canvas.rectangle(90, 410, 870, _DEEP, "#8d7050")
    canvas.rectangle(90, 410, 870, 422, "#6a6d70")
    for x in range(90, 880, 78):
        canvas.rectangle(x, 400, x + 8, _DEEP, STEEL)
    canvas.person(300, _DEEP)
    canvas.fence(HORIZON + 40, 0, 420)


def _laid_pipe(canvas: Canvas, reach: int, colour: str) -> None:
    canvas.rectangle(90, 470, reach, 506, colour)
    canvas.rectangle(90, 476, reach, 482, "#dfe7ea")
    for x in range(200, reach - 10, 120):
        canvas.rectangle(x, 465, x + 14, 511, "#3f4a52")


def _closed_road(canvas: Canvas, *, done: bool) -> None:
    canvas.rectangle(90, 410, 870, _DEEP, ASPHALT)
    canvas.circle(480, 466, 22, "#3d4042")
    canvas.circle(480, 466, 16, "#6a6d70")
    if done:
        for x in (120, 330, 640, 860):
            canvas.tree(x, HORIZON + 20, 1.1)
        canvas.person(250, 400, "#5b7fa6")
        canvas.person(720, 390, "#a65b6f")
        return
    canvas.rectangle(640, 420, 730, 470, WARNING)
    canvas.circle(655, 478, 24, "#4a4d50")
    canvas.circle(715, 478, 24, "#4a4d50")
    canvas.person(580, 500)
