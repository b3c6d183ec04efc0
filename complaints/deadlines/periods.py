"""The statutory types, and within what time each is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .cities import city

IN_HOURS_UP_TO = 5  # days (Act 19(1)); longer periods are counted in days


class StatutoryType(TextChoices):
    """What a petition is by law (Act 2 no. 1, Decree 14 to 17)."""

    LAW_QUERY = "law-query", _("legal inquiry")
    QUERY = "query", _("general inquiry")
    PROPOSAL = "proposal", _("suggestion")
    OTHER = "other", _("simple request")
    GRIEVANCE = "grievance", _("grievance")


@dataclass(frozen=True)
class Period:
    """How much time there is: so many working hours, or so many working days with the first."""

    days: int = 0
    hours: int = 0
    # What it rests on, by language; empty where the city promised it by itself.
    articles: Mapping[str, str] = field(default_factory=dict, compare=False)

    @classmethod
    def of_days(cls, days: int, *, articles: Mapping[str, str] | None = None) -> "Period":
        """So many days, counted as the law counts them: 5 or fewer are hours."""
        if days <= IN_HOURS_UP_TO:
            return cls(hours=days * 8, articles=articles or {})
        return cls(days=days, articles=articles or {})

    @property
    def article(self) -> str:
        """What it rests on, in the reader's language or in English."""
        return self.articles.get(get_language() or "en") or self.articles.get("en", "")

    @property
    def in_hours(self) -> bool:
        return self.hours > 0

    @property
    def amount(self) -> int:
        return self.hours or self.days


def period_of(statutory_type: StatutoryType, profile: str | None = None) -> Period:
    """The time a city has for a type."""
    return city_periods(profile or settings.PROFILE.slug)[statutory_type]


def city_periods(profile: str) -> Mapping[StatutoryType, Period]:
    """All of a city's, of which each type has one. Raises KeyError where the file lacks one."""
    entry = city(profile)["periods"]
    return {each: _period(entry[each.value]) for each in StatutoryType}


def _period(entry: Mapping[str, Any]) -> Period:
    articles = entry.get("article", {})
    if "days" in entry:
        return Period.of_days(entry["days"], articles=articles)
    return Period(hours=entry["hours"], articles=articles)
