"""What of which site is due or late, by the update duties that citizens read, and the draft that was begun for it."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet, Value

from disclosures.kinds import Kind, kind_by_slug
from disclosures.lateness import calendar_kinds
from disclosures.models import UpdateDuty
from sites.profile import CYCLES

from .models import DRAFT_MODELS, ManagedSite
from .models.draft import EDITABLE, OPEN

SOON = 7  # days before its day from which on something is shown as due; fewer where the cycle itself is short


@dataclass(frozen=True)
class DueKind:
    """One kind of one site that somebody has to renew."""

    site: ManagedSite
    kind: Kind
    as_of_on: datetime.date | None  # of the newest released; None where nothing ever was
    due_on: datetime.date
    days_late: int  # 0 while it is in time
    draft: int | None  # the key of the draft that is being written for it

    @property
    def is_late(self) -> bool:
        return self.days_late > 0


@dataclass(frozen=True)
class _Open:
    """The newest open draft of a kind of a site."""

    pk: int
    state: str
    as_of_on: datetime.date


def due_kinds(sites: QuerySet[ManagedSite], *, today: datetime.date) -> list[DueKind]:
    """What is late or due soon, the latest first. Three statements.

    What was handed in and waits for somebody else is left out, and so are sites that citizens do not see.
    """
    at_desk = {site.code: site for site in sites}
    duties = UpdateDuty.objects.filter(owed_soon(today), site__code__in=at_desk).longest_late_first()
    owed = [(at_desk[duty.site.code], duty) for duty in duties.select_related("site")]
    opened = _open({duty.kind for _site, duty in owed}, [site.pk for site, _duty in owed])
    found = []
    for site, duty in owed:
        draft = opened.get((site.pk, duty.kind))
        if draft is not None and _is_with_another(draft, duty):
            continue
        found.append(
            DueKind(
                site=site,
                kind=kind_by_slug(duty.kind),
                as_of_on=duty.as_of_on,
                due_on=duty.due_on,
                days_late=duty.days_late(today),
                draft=draft.pk if draft and draft.state in EDITABLE else None,
            )
        )
    return found


def owed_soon(today: datetime.date) -> Q:
    """Of the update duties: what is late, or due within a week, a third of its cycle at most."""
    soon = Q(pk=None)
    for kind, cycle in calendar_kinds(settings.PROFILE).items():
        days = min(SOON, (CYCLES[cycle] or 0) // 3)
        soon |= Q(kind=kind, due_on__lte=today + datetime.timedelta(days=days))
    return soon


def _is_with_another(draft: _Open, duty: UpdateDuty) -> bool:
    """Handed in, and newer than what citizens read."""
    return draft.state not in EDITABLE and (duty.as_of_on is None or draft.as_of_on > duty.as_of_on)


def _open(slugs: set[str], sites: list[int]) -> dict[tuple[int, str], _Open]:
    if not slugs:
        return {}
    parts = [_open_of(slug, sites) for slug in sorted(slugs)]
    rows: Any = parts[0].union(*parts[1:], all=True).order_by("as_of_on", "draft_pk")
    return {
        (row["managed_site"], row["kind_slug"]): _Open(row["draft_pk"], row["draft_state"], row["as_of_on"])
        for row in rows
    }


def _open_of(slug: str, sites: list[int]) -> QuerySet[Any, Any]:
    drafts = DRAFT_MODELS[slug]._default_manager.filter(Q(state__in=OPEN), managed_site__in=sites)
    return drafts.order_by().values(
        "managed_site", "as_of_on", kind_slug=Value(slug), draft_pk=F("pk"), draft_state=F("state")
    )
