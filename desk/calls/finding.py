"""What a caller means, by what he or she says: a project code, words, a telephone number, a receipt."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from desk import roles
from desk.models import CallNote, ManagedSite, Official
from desk.models.call_note import CallNoteQuerySet
from sites.directory import officers_found
from sites.models import ConstructionSite, Department, Officer
from sites.search import search

from .receipts import Receipt, find_receipt

SITES = 20


@dataclass(frozen=True)
class Found:
    """The answer to what was typed."""

    receipt: Receipt | None
    sites: Sequence[tuple[ManagedSite, ConstructionSite | None]]  # with its public row, if there is one
    further_sites: int
    corrected: str  # what was searched instead of what was typed
    departments: Sequence[Department]
    officers: Sequence[Officer]


def may_answer_calls(user: Official) -> bool:
    return user.has_perm("desk.add_callnote") and not user.is_superuser


def may_read_calls(user: Official) -> bool:
    return user.has_perm("desk.view_callnote") or may_answer_calls(user)


def visible_calls(user: Official) -> CallNoteQuerySet:
    """All for the call centre and auditors; of the others' those about their sites, and their own."""
    calls = CallNote.objects.newest_first()
    if user.has_perm("desk.view_callnote"):
        return calls
    return calls.filter(site__in=roles.own_sites(user).values("pk")) | calls.filter(by=user)


def sites_asked_about(user: Official) -> QuerySet[ManagedSite]:
    """Every site for the call centre; for others those that citizens know of, and their own."""
    sites = ManagedSite.objects.select_related("department")
    if user.has_perm("desk.view_callnote"):
        return sites
    known = ConstructionSite.objects.values("code")
    return sites.filter(code__in=known) | sites.filter(pk__in=roles.own_sites(user).values("pk"))


def find(words: str, user: Official) -> Found:
    """By code first, whether or not the site is public; then by the words as citizens search."""
    by_code = sites_asked_about(user).filter(code__iexact=words.strip()).first()
    if by_code is not None:
        return Found(None, _with_public([by_code]), 0, "", (), ())
    found = search(words, limit=SITES)
    codes = dict(ConstructionSite.objects.filter(pk__in=found.ids).values_list("pk", "code"))
    at_desk = {site.code: site for site in ManagedSite.objects.filter(code__in=codes.values())}
    sites = [at_desk[code] for key in found.ids if (code := codes.get(key)) in at_desk]
    return Found(
        receipt=find_receipt(words, user),
        sites=_with_public(sites),
        further_sites=max(0, found.count - len(found.ids)),
        corrected=found.corrected,
        departments=list(Department.objects.filter(name__icontains=words.strip()).order_by("name")[:5]),
        officers=list(officers_found(words)[:10]),
    )


def _with_public(sites: Sequence[ManagedSite]) -> list[tuple[ManagedSite, ConstructionSite | None]]:
    public = ConstructionSite.objects.with_directory().filter(code__in=[site.code for site in sites])
    by_code = {site.code: site for site in public}
    return [(site, by_code.get(site.code)) for site in sites]
