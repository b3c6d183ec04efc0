"""Addresses of lists: the same list with some of its values changed."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

# What says where in a list a page is; another list begins at its beginning.
_PLACE = ("page", "after", "before")


def with_changes(query: QueryDict | Mapping[str, Any], **changes: str) -> str:
    """The same list with some values changed or, where empty, left out; on its first page unless told. `?…`"""
    changed = query.copy() if isinstance(query, QueryDict) else QueryDict(mutable=True)
    for name in (*_PLACE, *changes):
        changed.pop(name, None)
    for name in [name for name in changed if changed[name] == ""]:
        del changed[name]
    for name, value in changes.items():
        if value:
            changed[name] = value
    return f"?{changed.urlencode(safe=':~,')}"
