"""What a citizen asks of the closures, as one declared form in the address."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sites.filters import district_choices

from .reading import ClosureQuerySet, closures, closures_now


class When(models.TextChoices):
    NOW = "now", _("now")
    TODAY = "today", _("today")
    WEEK = "week", _("this week")
    COMING = "coming", _("now and later")


def _districts() -> list[tuple[str, str]]:
    return [("", str(_("all"))), *district_choices()]


class ClosureFilter(forms.Form):
    when = forms.ChoiceField(label=_("When"), choices=When, required=False)
    road = forms.CharField(label=_("Road or place"), max_length=100, required=False)
    district = forms.ChoiceField(label=_("District"), choices=_districts, required=False)

    def __init__(self, data: Any) -> None:
        # A form without `when` in the address asks for today: its field shows that.
        super().__init__({**{name: data.get(name) for name in data}, "when": data.get("when") or When.TODAY})

    def found(self, now: datetime.datetime) -> ClosureQuerySet:
        """The closures that a valid form asks for; weeks begin on Monday."""
        asked = self.cleaned_data
        found = _at_time(asked["when"], now).on_road(asked["road"])
        return found.in_district(asked["district"]) if asked["district"] else found

    @property
    def when_chosen(self) -> When:
        return When(self.cleaned_data["when"])

    @property
    def times(self) -> list[tuple[When, str, bool]]:
        """Each time to ask for, with its address and whether it is the one that is shown; the other filters stay."""
        kept = {name: self.data[name] for name in ("road", "district") if self.data.get(name)}
        return [(when, f"?{urlencode({'when': when.value, **kept})}", self.data["when"] == when) for when in When]

    @property
    def feed_query(self) -> str:
        """What a calendar of the same closures is asked: a calendar has its times itself."""
        asked = {name: self.cleaned_data[name] for name in ("road", "district") if self.cleaned_data[name]}
        return f"?{urlencode(asked)}" if asked else ""


def week_of(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The Monday and the Sunday around a day."""
    monday = day - datetime.timedelta(days=day.weekday())
    return monday, monday + datetime.timedelta(days=6)


def _at_time(when: str, now: datetime.datetime) -> ClosureQuerySet:
    today = timezone.localtime(now).date()
    if when == When.NOW:
        return closures_now(now)
    if when == When.WEEK:
        return closures().between(*week_of(today))
    if when == When.COMING:
        return closures().not_over(today)
    return closures().rest_of_day(now)
