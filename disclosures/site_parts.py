"""What other apps show on a site's page, below its disclosures: a registry, since this app knows none of them.

A part reads in at most one statement: a site's page has four, and two are spent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from sites.models import ConstructionSite


@dataclass(frozen=True)
class Part:
    """A section of the page: `template` gets `site` and `part`."""

    slug: str  # the section's id in the page
    title: str | Promise
    total: int
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


_FINDERS: list[Callable[[ConstructionSite], Part]] = []


def register(find: Callable[[ConstructionSite], Part]) -> None:
    """Add a part behind those that are there. Call it in an app's `ready`."""
    _FINDERS.append(find)


def parts_of(site: ConstructionSite) -> list[Part]:
    return [find(site) for find in _FINDERS]
