"""What somebody has done since an exercise began, as the audit and the drafts tell it."""

import datetime
from functools import cached_property

from desk.actions.content import version_of
from desk.models import DRAFT_MODELS, AuditEntry, Draft, Official
from desk.versions import versions_of

MOST = 2_000
SHORTEST_REASON = 10  # characters: “수정” tells a citizen nothing


class Evidence:
    """The deeds of one official from a moment on."""

    def __init__(self, by: Official, since: datetime.datetime) -> None:
        self.by, self.since = by, since

    @cached_property
    def _entries(self) -> list[AuditEntry]:
        return list(AuditEntry.objects.filter(by=self.by, occurred_at__gte=self.since).order_by("id")[:MOST])

    def deeds(self, *actions: str, kind: str = "") -> list[AuditEntry]:
        return [
            entry
            for entry in self._entries
            if entry.action in actions and (not kind or entry.subject.startswith(f"{kind}:"))
        ]

    def drafts(self, *actions: str, kind: str = "") -> list[Draft]:
        """The versions that these deeds were done to, each once, as they are now."""
        wanted = {version_of(entry.subject) for entry in self.deeds(*actions, kind=kind)}
        return [
            draft
            for slug in sorted({slug for slug, _item, _version in wanted})
            for draft in DRAFT_MODELS[slug]
            ._default_manager.filter(item__in={item for _slug, item, _version in wanted})
            .order_by("pk")
            if (slug, draft.item, draft.version) in wanted
        ]


def says_why(text: object) -> bool:
    """Whether a reason is more than a word."""
    return len(str(text or "").strip()) >= SHORTEST_REASON


def is_handed_in(draft: Draft) -> bool:
    return draft.submitted_by_id is not None


def differs_from_before(draft: Draft) -> bool:
    """Whether a correction says anything else than the version before it."""
    return draft.version > 1 and any(each.changes for each in versions_of(draft) if each.draft == draft)
