"""Withheld fields with the day on which somebody asks again whether the ground still holds (art. 9(2))."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from disclosures.kinds import Kind, kind_by_slug

from . import roles
from .differences import field_label
from .models import DRAFT_MODELS, Draft, DraftState, ManagedSite, Official, WithholdingDecision


@dataclass(frozen=True)
class Review:
    """A decision with the newest version of the item that it binds."""

    decision: WithholdingDecision
    draft: Draft

    @property
    def site(self) -> ManagedSite:
        return self.draft.managed_site

    @property
    def kind(self) -> Kind:
        return kind_by_slug(self.decision.kind)

    @property
    def field(self) -> str:
        return field_label(self.draft, self.decision.field)

    def is_due(self, today: datetime.date) -> bool:
        return self.decision.review_on <= today


def due_reviews(today: datetime.date) -> list[Review]:
    """All that have come due in the whole city, the longest first."""
    return _with_drafts(WithholdingDecision.objects.due(today))


def reviews_of(user: Official) -> list[Review]:
    """What is withheld at the sites this user may see, the next review first."""
    visible = {
        slug: roles.visible_drafts(user, model._default_manager.all()).order_by().values("item")
        for slug, model in DRAFT_MODELS.items()
        if user.has_perm(roles.draft_permission("view", slug))
    }
    return _with_drafts(WithholdingDecision.objects.of_items(visible))


def review_of(decision: WithholdingDecision) -> Review | None:
    """The decision with its item; None where the desk has no version of it any more."""
    return next(iter(_with_drafts(WithholdingDecision.objects.filter(pk=decision.pk))), None)


def _with_drafts(decisions: QuerySet[WithholdingDecision]) -> list[Review]:
    """One statement for the decisions and one for each kind that they are about."""
    found = list(decisions.select_related("decided_by__department").order_by("review_on", "pk"))
    newest: dict[uuid.UUID, Draft] = {}
    for slug in {decision.kind for decision in found} & DRAFT_MODELS.keys():
        newest |= _newest(slug, (decision.item for decision in found if decision.kind == slug))
    return [Review(decision, newest[decision.item]) for decision in found if decision.item in newest]


def _newest(slug: str, items: Iterable[uuid.UUID]) -> dict[uuid.UUID, Draft]:
    drafts = DRAFT_MODELS[slug]._default_manager.filter(item__in=list(items)).exclude(state=DraftState.ERASED)
    versions = drafts.select_related("managed_site__department").order_by("item", "-version").distinct("item")
    return {draft.item: draft for draft in versions}
