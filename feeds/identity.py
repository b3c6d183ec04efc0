"""Identifiers of feeds, sites and items for other programs: the same for good, whatever address they are read at."""

import uuid

from django.conf import settings

# Never to be changed: readers know what they have read by what is derived from it.
_NAMESPACE = uuid.UUID("6f0c2f5e-3f7a-5d0b-9a53-1b6a0c7e2d11")


def item_urn(item: uuid.UUID | str) -> str:
    """A released item, the same in all its versions and languages."""
    return f"urn:uuid:{item}"


def site_urn(code: str) -> str:
    """A construction site as a whole, as it stands at the time."""
    return _derived("site", code)


def feed_urn(path: str) -> str:
    """A feed by its address on the city's pages, which holds its language."""
    return _derived("feed", path)


def _derived(*parts: str) -> str:
    return uuid.uuid5(_NAMESPACE, "/".join((settings.PROFILE.slug, *parts))).urn
