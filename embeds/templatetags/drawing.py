"""What the templates in templates/embeds/drawn are made of: lines of text as outlines, columns of figures, bars.

Lengths are in the units of the template's own viewBox; `y` is where a line of text stands.
"""

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from embeds.drawing.letters import GRID, Line, broken, fitted

register = template.Library()

START, END, MIDDLE = "start", "end", "middle"
_BACK = {START: 0.0, MIDDLE: 0.5, END: 1.0}
_BAR_ROUND = 0.5  # of its height


@register.simple_tag
def words(
    text: str,
    *,
    x: float,
    y: float,
    size: float,
    fill: str,
    width: float,
    least: float | None = None,
    weight: str = "regular",
    anchor: str = START,
) -> SafeString:
    """One line, smaller (down to `least`) or shortened where it is wider than `width`."""
    line, size = fitted(str(text), weight, size=size, least=least or size, width=width)
    return _placed(line, x=x, y=y, size=size, fill=fill, anchor=anchor)


@register.simple_tag
def lines(
    text: str, *, x: float, y: float, size: float, leading: float, width: float, most: int, fill: str, weight: str
) -> SafeString:
    """The text in `most` lines at the most, the first of them at `y`."""
    found = broken(str(text), weight, size=size, width=width, most=most)
    placed = ((_placed(line, x=x, y=y + leading * number, size=size, fill=fill),) for number, line in enumerate(found))
    return format_html_join("", "{}", placed)


@register.simple_tag
def columns(
    figures: Sequence[tuple[str, str]], *, right: float, y: float, column: float, size: float, ink: str, subtle: str
) -> SafeString:
    """Figures with their labels below, each centred in a column; the last ends at `right`."""
    first = right - column * (len(figures) - 0.5)
    pieces = []
    for number, (label, value) in enumerate(figures):
        x, room = first + number * column, column - 4
        pieces.append(
            words(value, x=x, y=y, size=size, least=size * 0.6, width=room, weight="bold", anchor=MIDDLE, fill=ink)
        )
        pieces.append(
            words(
                label, x=x, y=y + size * 0.9, size=size * 0.6, least=size * 0.5, width=room, anchor=MIDDLE, fill=subtle
            )
        )
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.simple_tag
def bar(
    actual: Decimal,
    planned: Decimal | None = None,
    *,
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str,
    track: str,
    mark: str,
) -> SafeString:
    """Work done as a bar in its track, and the plan as a line across it."""
    done = _along(actual, width)
    pieces = [
        _rect(x, y, width, height, track),
        _rect(x, y, done, height, fill) if done else "",
    ]
    if planned is not None:
        at, thick = x + _along(planned, width), max(1.5, height / 6)
        pieces.append(
            format_html(
                '<path d="M{} {}v{}" stroke="{}" stroke-width="{}"/>',
                _short(min(at, x + width - thick / 2)),
                _short(y - height * 0.35),
                _short(height * 1.7),
                mark,
                _short(thick),
            )
        )
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.filter
def bounded(value: Decimal) -> str:
    """Percent as a length, between 0 and 100."""
    return _short(_along(value, 100))


def _placed(line: Line, *, x: float, y: float, size: float, fill: str, anchor: str = START) -> SafeString:
    left = x - line.width(size) * _BACK[anchor]
    scale = _short(size / GRID, 5)
    return format_html(
        '<path fill="{}" transform="matrix({} 0 0 -{} {} {})" d="{}"/>',
        fill, scale, scale, _short(left), _short(y), line.path,
    )  # fmt: skip


def _rect(x: float, y: float, width: float, height: float, fill: str) -> SafeString:
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="{}" fill="{}"/>',
        *(_short(value) for value in (x, y, width, height, min(height * _BAR_ROUND, width / 2))),
        fill,
    )


def _along(value: Decimal, width: float) -> float:
    return width * float(min(max(value, Decimal(0)), Decimal(100))) / 100


def _short(value: float, digits: int = 2) -> str:
    """As few figures as say it: 12, 12.5, .025."""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")
