"""Rows of tables and photos of a gallery as HTML: what a site's page repeats and no description list holds."""

import html
from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

from sites.models import ConstructionSite
from sites.templatetags.allimi import language, marked_day

from .charts.words import signed_points
from .layout import value_html, withheld_html
from .origin import history_link, source_badge, version_cell
from .page import Item
from .pictures import framed_photo
from .values import Words, words_of

_AS_OF = "as_of_on"


def table_rows(
    items: Sequence[Item], names: Sequence[str], *, numbers: Sequence[str] = (), below: str = ""
) -> SafeString:
    """A row each: the fields, the first as its heading, and the version. `as_of_on` is the release's own.

    `below` is a field that gets a row to itself where it is given; each item then is a `<tbody>`.
    """
    spoken = language()
    words = words_of(items[0].kind, spoken) if items else {}
    rows = []
    for item in items:
        first, *rest = (_cell(item, name, words, spoken) for name in names)
        cells = "".join(
            f'<td class="number">{cell}</td>' if name in numbers else f"<td>{cell}</td>"
            for name, cell in zip(names[1:], rest, strict=True)
        )
        row = f'<tr><th scope="row">{first}</th>{cells}<td>{version_cell(item, spoken)}</td></tr>'
        if below and (getattr(item.row, below) or below in item.withheld):
            told = f"{words[below].label}: {value_html(item, below, words)}"
            row += f'<tr><td class="wide" colspan="{len(names) + 1}">{told}</td></tr>'
        rows.append(f"<tbody>{row}</tbody>" if below else row)
    return mark_safe("\n".join(rows))  # noqa: S308  (made of escaped parts)


def gallery(items: Sequence[Item], site: ConstructionSite) -> SafeString:
    """Photos, each linked to its own page, with what it shows, since when and from where; a withheld one says why."""
    spoken = language()
    words = words_of(items[0].kind, spoken) if items else {}
    return mark_safe("\n".join(f"<li>{_figure(item, site, words, spoken)}</li>" for item in items))  # noqa: S308


def _figure(item: Item, site: ConstructionSite, words: Words, spoken: str) -> str:
    taken_on, viewpoint = (
        value_html(item, name, words) if getattr(item.row, name) or name in item.withheld else ""
        for name in ("taken_on", "viewpoint")
    )
    origin = f"{history_link(item, spoken)}{source_badge(item.release, spoken)}"
    return (
        f"<figure>{_photo(item, site)}<figcaption><strong>{value_html(item, 'work_item', words)}</strong> "
        f'<span class="small">{taken_on}{f" · {viewpoint}" if viewpoint else ""}</span> '
        f'<span class="small">{origin}</span></figcaption></figure>'
    )


def _photo(item: Item, site: ConstructionSite) -> str:
    if "image" in item.withheld:
        return withheld_html(item.withheld["image"])
    file = item.files.get(item.row.image)  # type: ignore[attr-defined]
    return framed_photo(item.row, file, site) if file else ""


def _cell(item: Item, name: str, words: Words, spoken: str) -> str:
    if name == _AS_OF:
        return marked_day(item.release.as_of_on, spoken)
    # A difference that cannot be reckoned, because a side of it is withheld, stays empty.
    if name not in words:
        return html.escape(signed_points(getattr(item.row, name)))
    return value_html(item, name, words)
