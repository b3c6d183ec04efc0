"""A site's kinds at a glance: what is released, from when, whether it is stale, and what is open."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import F, Value
from django.utils.text import capfirst

from disclosures.kinds import KINDS, SITE, Kind
from disclosures.models import UpdateDuty
from sites.profile import Duty

from . import next_period
from .models import DRAFT_MODELS, DraftState, ManagedSite
from .models.draft import OPEN


@dataclass(frozen=True)
class Item:
    """One version on the desk."""

    draft_pk: int  # of the draft
    version: int
    state: DraftState
    as_of_on: datetime.date


@dataclass
class KindState:
    """One kind of one site."""

    kind: Kind
    duty: Duty | None
    released: list[Item] = field(default_factory=list)  # the newest first
    open: list[Item] = field(default_factory=list)
    due_on: datetime.date | None = None  # of the next version, where the calendar asks for one
    days_late: int = 0

    @property
    def is_stale(self) -> bool:
        return self.days_late > 0

    @property
    def newest(self) -> Item | None:
        return self.released[0] if self.released else None

    @property
    def title(self) -> str:
        """The site's own record is called so, for on the site's page “site” would say nothing."""
        return str(capfirst(self.kind.model._meta.verbose_name if self.kind is SITE else self.kind.title))

    @property
    def change_name(self) -> str:
        """The name of the admin's page of one draft of this kind."""
        return self._page("change")

    @property
    def add_name(self) -> str:
        return self._page("add")

    @property
    def list_name(self) -> str:
        return self._page("changelist")

    def _page(self, page: str) -> str:
        return f"admin:desk_{DRAFT_MODELS[self.kind.slug]._meta.model_name}_{page}"

    @property
    def may_add(self) -> bool:
        """Of an overview or a location there is one; a change to it is a correction."""
        return self.kind.many or not (self.released or self.open)

    @property
    def may_copy(self) -> bool:
        """Whether the next report can begin from the last."""
        return next_period.may_copy(self.kind) and bool(self.released or self.open)

    @property
    def takes_photos(self) -> bool:
        """Whether many are dropped at once."""
        return self.kind.slug == "photo"


def kind_states(site: ManagedSite, *, today: datetime.date) -> list[KindState]:
    """The site's record and the kinds the city discloses. Two statements."""
    profile = settings.PROFILE
    states = {SITE.slug: KindState(kind=SITE, duty=None)}
    states |= {
        kind.slug: KindState(kind=kind, duty=profile.duty(kind.slug)) for kind in KINDS if kind.slug in profile.kinds
    }
    for slug, item in _items(site, states):
        (states[slug].open if item.state in OPEN else states[slug].released).append(item)
    for owed in UpdateDuty.objects.filter(site__code=site.code, kind__in=states):
        states[owed.kind].due_on, states[owed.kind].days_late = owed.due_on, owed.days_late(today)
    return list(states.values())


def _items(site: ManagedSite, slugs: Iterable[str]) -> list[tuple[str, Item]]:
    parts = [_of_kind(slug, site) for slug in slugs]
    rows = parts[0].union(*parts[1:], all=True).order_by("-as_of_on", "-draft_pk")
    return [
        (row["kind_slug"], Item(row["draft_pk"], row["version"], DraftState(row["state"]), row["as_of_on"]))
        for row in rows
    ]


def _of_kind(slug: str, site: ManagedSite) -> Any:
    drafts = DRAFT_MODELS[slug]._default_manager.for_site(site).filter(state__in=[*OPEN, DraftState.RELEASED])
    return drafts.order_by().values("version", "state", "as_of_on", kind_slug=Value(slug), draft_pk=F("pk"))
