"""The identity of a disclosed item: the same payment, photo or report over all its versions."""

import uuid

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:allimi:item")


def item_uuid(kind_slug: str, site_code: str, *parts: object) -> uuid.UUID:
    """The stable id of an item that another system names: kind, site and that system's own key."""
    return uuid.uuid5(_NAMESPACE, "|".join([kind_slug, site_code, *(str(part) for part in parts)]))
