"""What was released last, gathered by site."""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone

from sites.models import ConstructionSite

from .kinds import kind_by_slug
from .models import Release

_READ = 200  # releases; one approval often brings a dozen of one site
_SHOWN = 8  # sites


@dataclass
class NewestOfSite:
    """A site, when something of it was last released, and the kinds of what was."""

    site: ConstructionSite
    released_at: datetime.datetime
    titles: list[str] = field(default_factory=list)

    def is_of(self, day: datetime.date) -> bool:
        """Whether it was released on this day, in the city's time."""
        return timezone.localdate(self.released_at) == day


def newest_releases() -> list[NewestOfSite]:
    """The last sites of which something was released, the newest first. One statement."""
    releases = Release.objects.current().select_related("site").order_by("-released_at", "-id")[:_READ]
    found: dict[int, NewestOfSite] = {}
    for release in releases:
        entry = found.setdefault(release.site_id, NewestOfSite(release.site, release.released_at))
        title = str(kind_by_slug(release.kind).title)
        if title not in entry.titles:
            entry.titles.append(title)
    return list(found.values())[:_SHOWN]
