"""The works that a citizen should know of now: about to begin, about to end, and late."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import CharField, Value

from .models import ConstructionSite

# How far the first page looks ahead, and how far back for what is late. It reads an index on each date between these.
AHEAD = datetime.timedelta(days=30)
BACK = datetime.timedelta(days=365)
SHOWN = 4

_COLUMNS = ("id", "code", "name", "name_en", "status", "starts_on", "ends_on")


@dataclass(frozen=True)
class Milestones:
    starting: list[ConstructionSite]
    finishing: list[ConstructionSite]
    late: list[ConstructionSite]


def milestones(today: datetime.date) -> Milestones:
    """The nearest of each, at most SHOWN. One statement."""
    sites = ConstructionSite.objects.only(*_COLUMNS)
    groups = {
        "starting": sites.starting_between(today, today + AHEAD),
        "finishing": sites.finishing_between(today, today + AHEAD),
        "late": sites.overdue_since(today - BACK, today),
    }
    parts = [each.annotate(group=Value(name, CharField()))[:SHOWN] for name, each in groups.items()]
    found = list(parts[0].union(*parts[1:], all=True))
    return Milestones(**{name: _in_order(found, name) for name in groups})


def _in_order(found: Sequence[ConstructionSite], group: str) -> list[ConstructionSite]:
    """A union promises no order, so each group is put into its own again."""
    members = [site for site in found if getattr(site, "group", None) == group]
    if group == "starting":
        return sorted(members, key=lambda site: (str(site.starts_on), site.pk))
    return sorted(members, key=lambda site: (str(site.ends_on), site.pk), reverse=group == "late")
