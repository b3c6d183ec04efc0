"""Approval without a second official: only of what an administrator chose, and said so in public."""

import datetime
from collections.abc import Collection, Sequence

from django.db import transaction

from desk.models import DRAFT_MODELS, AutomaticApproval, Draft, Official
from disclosures.kinds import ALL_KINDS, SITE
from disclosures.models import Source
from sites.models import ConstructionSite

from .audit import record
from .errors import ActionError
from .releasing import release_drafts
from .service_accounts import automatic_approver, one_pmis

# What may be chosen: systems that the city's own officers keep. Never what a person typed.
SOURCES = (Source.ONE_PMIS,)
_TOGETHER = 100  # drafts a transaction


@transaction.atomic
def choose_automatic(*, chosen: Collection[tuple[Source, str]], by: Official) -> None:
    """Let exactly these pairs of source and kind through. What waits already stays for a person."""
    known = {(source, kind.slug) for source in SOURCES for kind in ALL_KINDS}
    wanted = set(chosen) & known
    current = {(Source(rule.source), rule.kind): rule for rule in AutomaticApproval.objects.select_for_update()}
    for pair, rule in current.items():
        if pair not in wanted:
            rule.delete()
            record(by=by, action="automatic.end", subject=f"automatic:{pair[0]}:{pair[1]}")
    for source, kind in sorted(wanted - current.keys()):
        AutomaticApproval.objects.create(source=source, kind=kind, chosen_by=by)
        record(by=by, action="automatic.begin", subject=f"automatic:{source}:{kind}")


def approve_automatically(*, source: Source, now: datetime.datetime) -> int:
    """Release what the link submitted and a rule lets through; how many. What cannot be released waits for a person.

    The records of sites go first. Nothing is released of a site that citizens cannot see.
    """
    rules = {rule.kind: rule for rule in AutomaticApproval.objects.filter(source=source)}
    if not rules:
        return 0
    by, importer = automatic_approver(), one_pmis()
    released = 0
    for kind in ALL_KINDS:
        if rule := rules.get(kind.slug):
            drafts = DRAFT_MODELS[kind.slug]._default_manager.submitted().waiting_first()
            drafts = drafts.filter(source=source, submitted_by=importer, submitted_at__gte=rule.chosen_at)
            if kind is not SITE:
                drafts = drafts.filter(managed_site__code__in=ConstructionSite.objects.disclosed().values("code"))
            released += _release(list(drafts), by=by, now=now)
    return released


def _release(drafts: Sequence[Draft], *, by: Official, now: datetime.datetime) -> int:
    """In parts, each a transaction; of a part that is refused each draft by itself, so that one holds up no other."""
    released = 0
    for start in range(0, len(drafts), _TOGETHER):
        part = drafts[start : start + _TOGETHER]
        try:
            released += len(release_drafts(drafts=part, by=by, now=now))
        except ActionError:
            released += sum(_release_one(draft, by=by, now=now) for draft in part)
    return released


def _release_one(draft: Draft, *, by: Official, now: datetime.datetime) -> int:
    try:
        return len(release_drafts(drafts=[draft], by=by, now=now))
    except ActionError:
        return 0
