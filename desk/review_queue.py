"""What waits for an approver: the submitted drafts of every kind as one list, what is to be looked at twice first."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import models
from django.db.models import F, QuerySet, Value

from disclosures.kinds import ALL_KINDS, SITE, Kind, kind_by_slug
from disclosures.models import Source
from sites.models import Department

from . import roles
from .actions import ActionError, release_drafts
from .differences import kind_of
from .models import DRAFT_MODELS, Draft, Official
from .risks import Level, Risk, risks_of, weight_of

_COLUMNS = (
    "kind",
    "draft_pk",
    "site_code",
    "site_name",
    "site_department",
    "as_of_on",
    "version",
    "source",
    "submitted_at",
    "submitter",
    "weight",
    "own",
)


@dataclass(frozen=True)
class Waiting:
    """One line of the queue."""

    kind: Kind
    draft_pk: int
    site_code: str
    site_name: str
    site_department: str
    as_of_on: datetime.date
    version: int
    source: str
    submitted_at: datetime.datetime
    submitter: str
    weight: int  # of its risks together
    is_own: bool
    risks: Sequence[Risk] = ()

    @property
    def level(self) -> Level:
        return Level.of(self.weight)

    @property
    def key(self) -> str:
        """How a form names the line: kind and number."""
        return f"{self.kind.slug}:{self.draft_pk}"

    @property
    def source_label(self) -> str:
        return str(Source(self.source).label)


@dataclass
class Outcome:
    """What a bulk approval did."""

    released: int = 0
    own: int = 0  # left for someone else: four eyes, or another department's
    failures: list[str] = field(default_factory=list)


def waiting(
    user: Official,
    *,
    now: datetime.datetime,
    kind: str = "",
    department: Department | None = None,
    source: str = "",
    order: str = "",
) -> QuerySet[Any, dict[str, Any]]:
    """The lines a user may see, as one UNION over the kinds; `as_lines` makes them readable.

    Sorted by risk, and among equals by age; or by age alone.
    """
    slugs = [kind] if kind else [each.slug for each in ALL_KINDS]
    parts = [_submitted(slug, user, department=department, source=source, now=now) for slug in slugs]
    first = () if order == "age" else ("-weight",)
    return parts[0].union(*parts[1:], all=True).order_by(*first, "submitted_at", "kind_slug", "draft_pk")


def as_lines(rows: Iterable[dict[str, Any]], *, now: datetime.datetime) -> list[Waiting]:
    """The lines with the risks of each. One statement more."""
    read = list(rows)
    risks = risks_of([(row["kind_slug"], row["draft_pk"]) for row in read], now=now)
    return [
        Waiting(
            kind=kind_by_slug(row["kind_slug"]),
            is_own=row["own"],
            risks=risks[row["kind_slug"], row["draft_pk"]],
            **{name: row[name] for name in _COLUMNS if name not in ("kind", "own")},
        )
        for row in read
    ]


def by_keys(user: Official, keys: Iterable[str]) -> list[Draft]:
    """The submitted drafts that these keys name and this user may see; others are left out silently."""
    wanted: dict[str, list[int]] = {}
    for key in keys:
        slug, _colon, number = key.partition(":")
        if slug in DRAFT_MODELS and number.isdecimal():
            wanted.setdefault(slug, []).append(int(number))
    found: list[Draft] = []
    for each in ALL_KINDS:
        if each.slug in wanted:
            drafts = _visible(each.slug, user).filter(pk__in=wanted[each.slug]).order_by("submitted_at", "pk")
            found += drafts.select_related("managed_site", "source_department", "submitted_by", "confirmed_by")
    return found


def sites_first(rows: QuerySet[Any, dict[str, Any]], limit: int) -> QuerySet[Any, dict[str, Any]]:
    """The first lines to approve together: the sites' own records, then in the queue's order."""
    return rows.order_by("queue_place", "-weight", "submitted_at", "draft_pk")[:limit]


def approve_all(drafts: Sequence[Draft], *, by: Official, now: datetime.datetime, chunk: int = 100) -> Outcome:
    """Release many drafts in chunks, each a transaction of its own, the sites' own records first.

    A chunk that is refused is tried again one by one, so that one bad draft holds up no other.
    """
    outcome = Outcome()
    allowed = [draft for draft in drafts if roles.may_decide(by, draft)]
    outcome.own = len(drafts) - len(allowed)
    for part in _chunks(sorted(allowed, key=lambda draft: kind_of(draft) is not SITE), chunk):
        try:
            outcome.released += len(release_drafts(drafts=part, by=by, now=now))
        except ActionError:
            for draft in part:
                _approve_one(draft, outcome, by=by, now=now)
    return outcome


def _approve_one(draft: Draft, outcome: Outcome, *, by: Official, now: datetime.datetime) -> None:
    try:
        outcome.released += len(release_drafts(drafts=[draft], by=by, now=now))
    except ActionError as error:
        outcome.failures.append(f"{draft.managed_site} – {draft}: {' '.join(error.messages)}")


def _submitted(
    slug: str, user: Official, *, department: Department | None, source: str, now: datetime.datetime
) -> QuerySet[Any, Any]:
    drafts = _visible(slug, user)
    if department is not None:
        drafts = drafts.filter(managed_site__department=department)
    if source:
        drafts = drafts.filter(source=source)
    confirmed = models.Q(confirmed_by=user, confirmed_by__isnull=False)
    entered = models.Q(entered_by=user) | models.Q(earlier_editors__contains=[user.pk])
    own = models.Q(submitted_by=user) | entered | confirmed
    return drafts.order_by().values(
        "as_of_on",
        "version",
        "source",
        "submitted_at",
        kind_slug=Value(slug),
        draft_pk=F("pk"),
        queue_place=Value(0 if slug == SITE.slug else 1),
        site_code=F("managed_site__code"),
        site_name=F("managed_site__name"),
        site_department=F("managed_site__department__name"),
        submitter=F("submitted_by__full_name"),
        weight=weight_of(kind_by_slug(slug), now),
        own=models.ExpressionWrapper(own, output_field=models.BooleanField()),
    )


def _visible(slug: str, user: Official) -> QuerySet[Draft]:
    return roles.visible_drafts(user, DRAFT_MODELS[slug]._default_manager.submitted())


def _chunks(drafts: Sequence[Draft], size: int) -> Iterator[list[Draft]]:
    iterator = iter(drafts)
    while part := list(islice(iterator, size)):
        yield part
