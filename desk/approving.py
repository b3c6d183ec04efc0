"""Many drafts to be approved together, each with what an approver has to read of it."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import roles
from .differences import Difference, differences, kind_of
from .models import DRAFT_MODELS, Draft, DraftState, Official, WithholdingDecision
from .review_queue import by_keys
from .risks import Risk, risks_of
from .seen import mark_of


@dataclass(frozen=True)
class Card:
    """One draft as the page shows it."""

    draft: Draft
    before: Draft | None  # what citizens read now
    rows: Sequence[Difference]  # what differs from that; of a first version, what it says
    risks: Sequence[Risk]
    withheld: frozenset[str]

    @property
    def key(self) -> str:
        """How the form names it: kind, number, and the mark of what is shown."""
        return f"{kind_of(self.draft).slug}:{self.draft.pk}:{mark_of(self.draft, self.withheld)}"


@dataclass(frozen=True)
class Chosen:
    """What the form came back with."""

    drafts: Sequence[Draft]  # unchanged since they were shown
    changed: Sequence[Draft]  # by somebody else meanwhile: to be read again


def cards_of(drafts: Sequence[Draft], user: Official, *, now: datetime.datetime) -> list[Card]:
    """A card for each draft that the user may decide. Two statements, and one for each kind among them."""
    allowed = [draft for draft in drafts if roles.may_decide(user, draft)]
    withheld, public = _withheld(allowed), _public(allowed)
    risks = risks_of([(kind_of(draft).slug, draft.pk) for draft in allowed], now=now)
    return [
        Card(
            draft=draft,
            before=public.get(draft.item),
            rows=_telling(draft, public.get(draft.item), withheld[draft.item]),
            risks=risks[kind_of(draft).slug, draft.pk],
            withheld=withheld[draft.item],
        )
        for draft in allowed
    ]


def chosen(user: Official, keys: Iterable[str]) -> Chosen:
    """The drafts that these keys name, apart from those that look otherwise by now."""
    marks = {name: mark for name, _colon, mark in (key.rpartition(":") for key in keys)}
    drafts = by_keys(user, marks)
    withheld = _withheld(drafts)
    same: list[Draft] = []
    changed: list[Draft] = []
    for draft in drafts:
        mark = mark_of(draft, withheld[draft.item])
        (same if marks[f"{kind_of(draft).slug}:{draft.pk}"] == mark else changed).append(draft)
    return Chosen(same, changed)


def _telling(draft: Draft, before: Draft | None, withheld: frozenset[str]) -> list[Difference]:
    rows = differences(draft, before, withheld=withheld)
    return [row for row in rows if row.is_changed or row.is_withheld]


def _withheld(drafts: Sequence[Draft]) -> dict:
    decisions = WithholdingDecision.objects.for_items([draft.item for draft in drafts])
    fields = list(decisions.values_list("item", "field"))
    return {draft.item: frozenset(name for item, name in fields if item == draft.item) for draft in drafts}


def _public(drafts: Sequence[Draft]) -> dict:
    """The released versions of the same items, by item."""
    items: dict[str, list] = {}
    for draft in drafts:
        if draft.version > 1:
            items.setdefault(kind_of(draft).slug, []).append(draft.item)
    found: dict = {}
    for slug, wanted in items.items():
        released = DRAFT_MODELS[slug]._default_manager.filter(item__in=wanted, state=DraftState.RELEASED)
        found |= {draft.item: draft for draft in released.select_related("source_department")}
    return found
