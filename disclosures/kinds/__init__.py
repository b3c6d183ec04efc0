"""The registry: the fourteen kinds in their order, hearings after them, and the site they are about.

Adding a kind: its module, its template, its test, one line here, and its migrations (CONTRIBUTING.md).
"""

from . import (
    contract,
    design_change,
    hearing,
    location,
    overview,
    participant,
    payment,
    penalty,
    photo,
    progress,
    rendering,
    site,
    subcontract,
    time_extension,
    webcam,
    work_schedule,
)
from .base import FirmColumns, Kind, ReleasedRow

KINDS: tuple[Kind, ...] = (
    overview.KIND,
    location.KIND,
    rendering.KIND,
    participant.KIND,
    progress.KIND,
    work_schedule.KIND,
    photo.KIND,
    webcam.KIND,
    contract.KIND,
    subcontract.KIND,
    payment.KIND,
    design_change.KIND,
    time_extension.KIND,
    penalty.KIND,
    hearing.KIND,
)

SITE: Kind = site.KIND

# The site first: nothing of a site may be released before the site itself.
ALL_KINDS: tuple[Kind, ...] = (SITE, *KINDS)
_BY_SLUG = {kind.slug: kind for kind in ALL_KINDS}


def kind_by_slug(slug: str) -> Kind:
    """The kind with this slug. Raises KeyError."""
    return _BY_SLUG[slug]


__all__ = ["ALL_KINDS", "KINDS", "SITE", "FirmColumns", "Kind", "ReleasedRow", "kind_by_slug"]
