"""Finding, from what a caller says or sends, the released item that has to go at once."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils.translation import override

from disclosures.kinds import ALL_KINDS, Kind
from disclosures.models import FileUse

from . import roles
from .models import DRAFT_MODELS, Draft, DraftState, ManagedSite, Official

MOST_SITES = 10
MOST_ITEMS = 60  # of a site, the newest
PUBLIC = (DraftState.RELEASED, DraftState.SUPERSEDED)
_LANGUAGE = re.compile(rf"^/(?:{'|'.join(code for code, _name in settings.LANGUAGES)})/")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class FoundSite:
    """A site with its items that citizens can read, the newest version of each."""

    site: ManagedSite
    items: Sequence[tuple[Kind, Draft]]


def find_public(user: Official, asked: str) -> list[FoundSite]:
    """What an address of a public page or file, a project code or words of a name lead to, where the user may act."""
    asked = asked.strip()
    if not asked:
        return []
    item, digest, code = _of_address(asked)
    if digest:
        items = set(FileUse.objects.filter(file=digest).values_list("release__item", flat=True))
        return _found(user, None, items)
    if item:
        return _found(user, None, {item})
    return _found(user, Q(code=code) if code else Q(code__iexact=asked) | Q(name__icontains=asked), None)


def _of_address(asked: str) -> tuple[uuid.UUID | None, str, str]:
    """Item, file and project code that an address names; each may be missing."""
    if digest := _DIGEST.search(asked):
        return None, digest.group(), ""
    path = unquote(urlsplit(asked).path)
    if "/" not in path:
        return None, "", ""
    try:
        # Addresses of the city's own language have no prefix.
        with override(settings.LANGUAGE_CODE):
            named = resolve(_LANGUAGE.sub("/", path)).kwargs
    except Resolver404:
        return None, "", ""
    return named.get("item"), "", str(named.get("code", ""))


def _found(user: Official, sites: Q | None, items: set[uuid.UUID] | None) -> list[FoundSite]:
    visible = roles.visible_sites(user)
    wanted = list(visible.filter(sites)[:MOST_SITES]) if sites is not None else None
    found: dict[int, list[tuple[Kind, Draft]]] = {}
    for kind in ALL_KINDS:
        drafts = DRAFT_MODELS[kind.slug]._default_manager.filter(state__in=PUBLIC)
        drafts = drafts.filter(item__in=items) if items is not None else drafts.filter(managed_site__in=wanted or [])
        newest = drafts.select_related("managed_site__department").order_by("item", "-version").distinct("item")
        for draft in newest:
            if roles.may_take_down(user, draft.managed_site):
                found.setdefault(draft.managed_site_id, []).append((kind, draft))
    return [
        FoundSite(items[0][1].managed_site, sorted(items, key=_newest_first)[:MOST_ITEMS]) for items in found.values()
    ]


def _newest_first(entry: tuple[Kind, Draft]) -> tuple[int, int]:
    """The site's record last: with it everything goes."""
    kind, draft = entry
    return (kind is ALL_KINDS[0], -draft.as_of_on.toordinal())
