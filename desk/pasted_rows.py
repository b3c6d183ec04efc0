"""Rows that were copied in a spreadsheet, found again among a grid's sites."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .models import ManagedSite

COLUMNS = ("planned_percent", "actual_percent", "gap_reason")


@dataclass
class Pasted:
    """What was found, and the lines of which no site was."""

    values: dict[int, dict[str, str]] = field(default_factory=dict)  # by the site's key, as texts
    unknown: list[str] = field(default_factory=list)  # the first cell of each


def read_pasted(text: str, sites: Iterable[ManagedSite]) -> Pasted:
    """Lines of site, planned %, actual % and reason, parted by tabs. A site is named by its code or its name.

    Empty lines and a line of headings are passed over; further columns are ignored.
    """
    known: dict[str, int] = {}
    for site in sites:
        known[_folded(site.name)] = known[_folded(site.code)] = site.pk
    pasted = Pasted()
    for line in text.splitlines():
        name, *cells = [cell.strip().strip('"') for cell in line.split("\t")]
        if not name or not any(cells):
            continue
        found = known.get(_folded(name))
        if found is not None:
            pasted.values[found] = dict(zip(COLUMNS, cells, strict=False))
        elif any(_is_number(cell) for cell in cells):
            pasted.unknown.append(name)
    return pasted


def _folded(name: str) -> str:
    return "".join(name.split()).casefold()


def _is_number(cell: str) -> bool:
    return cell.removesuffix("%").strip().replace(".", "", 1).isdecimal()
