"""What somebody has done since an exercise began, as the audit and the drafts tell it."""

import datetime
from collections.abc import Collection, Sequence
from functools import cached_property

from desk.differences import kind_of
from desk.models import DRAFT_MODELS, AuditEntry, Draft, Official

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
        versions: dict[str, set[tuple[str, int]]] = {}
        for entry in self.deeds(*actions, kind=kind):
            slug, item, version = entry.subject.split(":")
            versions.setdefault(slug, set()).add((item, int(version.removeprefix("v"))))
        return [draft for slug, wanted in versions.items() for draft in _drafts(slug, wanted)]


def _drafts(slug: str, wanted: Collection[tuple[str, int]]) -> list[Draft]:
    drafts = DRAFT_MODELS[slug]._default_manager.filter(item__in={item for item, _version in wanted})
    return [draft for draft in drafts.order_by("pk") if (str(draft.item), draft.version) in wanted]


def says_why(text: object) -> bool:
    """Whether a reason is more than a word."""
    return len(str(text or "").strip()) >= SHORTEST_REASON


def is_handed_in(draft: Draft) -> bool:
    return draft.submitted_by_id is not None


def differs_from_before(draft: Draft) -> bool:
    """Whether a correction says anything else than the version before it."""
    before = type(draft)._default_manager.filter(item=draft.item, version__lt=draft.version).order_by("-version")
    earlier = before.first()
    return earlier is not None and _content(earlier) != _content(draft)


def _content(draft: Draft) -> Sequence[object]:
    return [value for _field, value in kind_of(draft).values(draft)]
