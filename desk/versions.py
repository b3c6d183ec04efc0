"""The versions of an item as the desk has them, with what changed from one to the next."""

import uuid
from dataclasses import dataclass

from .differences import Difference, differences, field_label
from .models import DRAFT_MODELS, Draft, DraftState, WithholdingDecision


@dataclass(frozen=True)
class Version:
    """One version and its differences against the one before it."""

    draft: Draft
    changes: list[Difference]


def current_version(draft: Draft) -> Draft | None:
    """What citizens read now of the same item; None where nothing is released."""
    versions = type(draft)._default_manager.select_related("source_department")
    return versions.filter(item=draft.item, state=DraftState.RELEASED).exclude(pk=draft.pk).first()


def versions_of(draft: Draft) -> list[Version]:
    """Every version of the item, the newest first. Three statements, however many there are."""
    rows = list(
        type(draft)
        ._default_manager.filter(item=draft.item)
        .select_related("source_department", "entered_by", "submitted_by", "confirmed_by", "decided_by", "release")
        .order_by("version")
    )
    withheld = set(WithholdingDecision.objects.for_items([draft.item]).values_list("field", flat=True))
    found = []
    for before, after in zip([None, *rows], rows, strict=False):
        changed = [each for each in differences(after, before, withheld=withheld) if each.is_changed]
        found.append(Version(draft=after, changes=changed))
    return found[::-1]


def withholdings_of(draft: Draft) -> list[tuple[WithholdingDecision, str]]:
    """The decisions that bind the item, each with its field's name for people."""
    decisions = WithholdingDecision.objects.for_items([draft.item]).order_by("field")
    return [(decision, field_label(draft, decision.field)) for decision in decisions]


def newest_version(kind: str, item: uuid.UUID) -> Draft | None:
    """The newest version of an item on the desk."""
    return DRAFT_MODELS[kind]._default_manager.filter(item=item).order_by("-version").first()
