"""Builds the search anew, as after an update that finds more."""

from collections.abc import Callable

from django.db import transaction

from sites.models import ConstructionSite
from sites.search.index import rebuild_words

from .chain import lock_chain
from .projection import refresh_firms, refresh_search

CHUNK = 1_000  # sites a transaction, so that releases go on between them


def rebuild_search(*, step: Callable[[int], object] = lambda _count: None) -> int:
    """Write the search entries that are missing or outdated and count the vocabulary; the firms' sites too.

    Returns how many entries changed.

    Derived data alone: nothing is disclosed by it that was not, so the audit does not tell of it.
    """
    changed, last = 0, 0
    while keys := list(
        ConstructionSite.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    ):
        with transaction.atomic():
            lock_chain()
            refresh_firms(keys)
            changed += refresh_search(keys, words=False)
        last = keys[-1]
        step(len(keys))
    with transaction.atomic():
        lock_chain()
        rebuild_words()
    return changed
