"""Words that a citizen types, found in names, addresses and codes."""

from django.db.models import Q

from .models.construction_site import ConstructionSiteQuerySet


def search_words(sites: ConstructionSiteQuerySet, text: str) -> ConstructionSiteQuerySet:
    """The sites in which every word occurs: in the name, the English name or the address, or at the code's start.

    The code only from its start: that has an index, and nobody remembers the middle of a number.
    """
    for word in text.split():
        sites = sites.filter(
            Q(name__icontains=word)
            | Q(name_en__icontains=word)
            | Q(address__icontains=word)
            | Q(code__startswith=word.upper())
        )
    return sites
