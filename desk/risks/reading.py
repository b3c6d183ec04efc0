"""The rules as columns of a query."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, Func, IntegerField, Q, QuerySet, TextChoices, TextField, Value, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from desk.models import DRAFT_MODELS, Draft
from disclosures.kinds import Kind

from .rule import Risk
from .rules import RULES

_RISKS = {rule.risk.code: rule.risk for rule in RULES}


class Level(TextChoices):
    """How closely to look, from the weights of all that was found."""

    HIGH = "high", _("look closely")
    SOME = "some", _("look")
    NONE = "none", _("nothing unusual")

    @classmethod
    def of(cls, weight: int) -> "Level":
        return cls.HIGH if weight >= 3 else cls.SOME if weight else cls.NONE


def weight_of(kind: Kind, now: datetime.datetime) -> Combinable:
    """The weights of all risks of a draft of this kind, added up: what the queue is sorted by."""
    total: Combinable = Value(0)
    for risk, condition in _conditions(kind, now):
        total = total + Case(When(condition, then=Value(risk.weight)), default=Value(0), output_field=IntegerField())
    return total


def risks_of(drafts: Iterable[tuple[str, int]], *, now: datetime.datetime) -> dict[tuple[str, int], list[Risk]]:
    """What was found in each of these drafts (kind and key), the heaviest first. One statement."""
    wanted: dict[str, list[int]] = {}
    for slug, pk in drafts:
        wanted.setdefault(slug, []).append(pk)
    parts = [_codes(slug, keys, now) for slug, keys in sorted(wanted.items())]
    if not parts:
        return {}
    rows = parts[0].union(*parts[1:], all=True)
    return {(row["kind_slug"], row["pk"]): [_RISKS[code] for code in row["codes"]] for row in rows}


def _codes(slug: str, keys: list[int], now: datetime.datetime) -> QuerySet[Draft, Any]:
    kind: Kind = DRAFT_MODELS[slug].kind  # type: ignore[attr-defined]
    cases = [
        Case(When(condition, then=Value(risk.code)), default=Value(None), output_field=TextField())
        for risk, condition in _conditions(kind, now)
    ]
    found = Func(
        *cases,
        template="array_remove(ARRAY[%(expressions)s]::text[], NULL)",
        output_field=ArrayField(TextField()),
    )
    drafts = DRAFT_MODELS[slug]._default_manager.filter(pk__in=keys).order_by()
    return drafts.values("pk", kind_slug=Value(slug), codes=found)


def _conditions(kind: Kind, now: datetime.datetime) -> Iterator[tuple[Risk, Q]]:
    for rule in RULES:
        condition = rule.condition(kind, now)
        if condition is not None:
            yield rule.risk, condition
