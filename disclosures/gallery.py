"""A site's photos: by work item and date, and before and after from the same viewpoint."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from sites.models import ConstructionSite

from .kinds.photo import Photo
from .models import Release, ReleasedFile, ReleasedRendition
from .models.released_file import Size

MOST_PAIRS = 6


@dataclass(frozen=True)
class Shot:
    """A photo with its file, as a gallery shows it."""

    row: Photo
    file: ReleasedFile | None  # None where the picture is withheld

    @property
    def item(self) -> uuid.UUID:
        return self.row.release.item


@dataclass(frozen=True)
class Pair:
    """The first and the last photo from one viewpoint."""

    viewpoint: str
    before: Shot
    after: Shot


@dataclass(frozen=True)
class Group:
    """A work item with the number of its photos."""

    name: str
    number: int


def photos_of(site: ConstructionSite) -> QuerySet[Photo]:
    """All current photos of a site, the newest first."""
    current = Release.objects.current().for_site(site).filter(kind="photo")
    rows = Photo._default_manager.filter(release__in=current).select_related("release__department", "release__site")
    return rows.order_by("-taken_on", "-release_id")


def groups_of(photos: Iterable[Photo]) -> list[Group]:
    """The work items in the order in which the newest photo of each was taken."""
    counts: dict[str, int] = {}
    for photo in photos:
        counts[photo.work_item] = counts.get(photo.work_item, 0) + 1
    return [Group(name, number) for name, number in counts.items() if name]


def pairs_of(photos: Sequence[Photo]) -> list[tuple[Photo, Photo]]:
    """First and last photo of every viewpoint that was used on two days; `photos` are the newest first."""
    by_viewpoint: dict[str, list[Photo]] = {}
    for photo in photos:
        if photo.viewpoint and photo.taken_on and photo.image:
            by_viewpoint.setdefault(photo.viewpoint, []).append(photo)
    pairs = [(shots[-1], shots[0]) for shots in by_viewpoint.values() if shots[-1].taken_on != shots[0].taken_on]
    return pairs[:MOST_PAIRS]


def shots_of(photos: Sequence[Photo]) -> dict[int, Shot]:
    """Photos with their files and sizes, by the release's key. Two statements, none that reads bytes."""
    digests = {photo.image for photo in photos if photo.image}
    files = {file.pk: file for file in ReleasedFile.objects.shown().without_bytes().filter(pk__in=digests)}
    sizes: dict[str, list[Size]] = {}
    found = ReleasedRendition.objects.filter(file__in=files).order_by("width")
    for sha256, image_format, width, height in found.values_list("file_id", "image_format", "width", "height"):
        sizes.setdefault(sha256, []).append(Size(image_format, width, height))
    for sha256, file in files.items():
        file.sizes = tuple(sizes.get(sha256, ()))
    return {photo.pk: Shot(photo, files.get(photo.image)) for photo in photos}
