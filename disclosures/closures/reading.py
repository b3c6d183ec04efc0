"""Closures as citizens ask for them. Each is a current work schedule that names a closed road.

A schedule's period counts the days on which closures begin: a night of 22:00–05:00 in a schedule that ends on Sunday is
over on Monday at five. Every reading here takes the day or the moment, and reads days in the city's time.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.query import QuerySet
from django.utils import timezone

from disclosures.kinds.work_schedule import WorkSchedule
from disclosures.models import Release, ReleaseState
from sites.models import ConstructionSite, District

from .hours import Hours, parse_hours

_DAY = datetime.timedelta(days=1)


class ClosureQuerySet(QuerySet[WorkSchedule]):
    """Work schedules that close a road, as long as they are released and their site is disclosed."""

    def current(self) -> "ClosureQuerySet":
        return self.exclude(closure_road="").filter(
            release__state=ReleaseState.RELEASED, release__site__withdrawn_at=None
        )

    def between(self, first: datetime.date, last: datetime.date) -> "ClosureQuerySet":
        """Closures of which at least an hour lies in these days, or may lie where the hours are not known."""
        within = self.filter(starts_on__lte=last, ends_on__gte=first - _DAY)
        nights = within.filter(ends_on=first - _DAY)._hours_that(_over_midnight)
        return within.filter(Q(ends_on__gte=first) | Q(closure_hours__in=nights))

    def rest_of_day(self, now: datetime.datetime) -> "ClosureQuerySet":
        """Closures of the day of this moment, without the nights that ended in its morning."""
        local = timezone.localtime(now)
        today, minute = local.date(), local.hour * 60 + local.minute
        within = self.filter(starts_on__lte=today, ends_on__gte=today - _DAY)
        nights = within.filter(ends_on=today - _DAY)._hours_that(lambda hours: _holds_overnight(hours, minute))
        return within.filter(Q(ends_on__gte=today) | Q(closure_hours__in=nights))

    def not_over(self, today: datetime.date) -> "ClosureQuerySet":
        """Closures that go on or are still to come."""
        return self.between(today, datetime.date.max)

    def at(self, now: datetime.datetime) -> "ClosureQuerySet":
        """Closures at this moment. One of unknown hours counts through its days: it may be closed."""
        local = timezone.localtime(now)
        today, minute = local.date(), local.hour * 60 + local.minute
        near = self.filter(starts_on__lte=today, ends_on__gte=today - _DAY)
        evening = near.filter(ends_on__gte=today)._hours_that(lambda hours: _holds(hours, minute))
        morning = near.filter(starts_on__lt=today)._hours_that(lambda hours: _holds_overnight(hours, minute))
        return near.filter(
            Q(ends_on__gte=today, closure_hours__in=evening) | Q(starts_on__lt=today, closure_hours__in=morning)
        )

    def on_road(self, text: str) -> "ClosureQuerySet":
        """Closures whose road, detour or site's name has every word of the text."""
        found = self
        for word in text.split():
            found = found.filter(
                Q(closure_road__icontains=word)
                | Q(detour__icontains=word)
                | Q(release__site__name__icontains=word)
                | Q(release__site__name_en__icontains=word)
            )
        return found

    def in_district(self, code: str) -> "ClosureQuerySet":
        return self.filter(release__site__districts=code)

    def for_site(self, site: ConstructionSite) -> "ClosureQuerySet":
        return self.filter(release__site=site)

    def by_district(self) -> "ClosureQuerySet":
        """In the districts' order; a site in several stands at its first, and one without at the end."""
        links = ConstructionSite.districts.through._default_manager.filter(constructionsite=OuterRef("release__site"))
        district = Subquery(links.order_by("district_id").values("district_id")[:1])
        return self.annotate(first_district=district).order_by(
            F("first_district").asc(nulls_last=True), "starts_on", "pk"
        )

    def by_day(self) -> "ClosureQuerySet":
        return self.order_by("starts_on", "pk")

    def with_sites(self) -> "ClosureQuerySet":
        """Header, site, department and districts in two statements, however many."""
        return self.select_related("release__site__department").prefetch_related("release__site__districts")

    def _hours_that(self, hold: Callable[[tuple[Hours, ...]], bool]) -> list[str]:
        """The texts of closure hours here that hold. Texts are few however many closures; only Python reads them."""
        texts = self.order_by().values_list("closure_hours", flat=True).distinct()
        return [text for text in texts if hold(parse_hours(text))]


@dataclass(frozen=True)
class Closure:
    """A work schedule read as a closure, for pages, tables and calendars."""

    schedule: WorkSchedule

    @property
    def release(self) -> Release:
        return self.schedule.release

    @property
    def site(self) -> ConstructionSite:
        return self.release.site

    @property
    def district(self) -> District | None:
        """The site's first district by its code; read with the closures by `with_sites`."""
        return min(self.site.districts.all(), key=lambda district: district.pk, default=None)

    @property
    def hours(self) -> tuple[Hours, ...]:
        return parse_hours(self.schedule.closure_hours)

    @property
    def starts_on(self) -> datetime.date:
        """The first day; where it is withheld, the schedule's as-of date."""
        return self.schedule.starts_on or self.release.as_of_on

    @property
    def ends_on(self) -> datetime.date:
        return self.schedule.ends_on or self.starts_on

    @property
    def withheld_hours(self) -> bool:
        return "closure_hours" in self.schedule.withheld

    def is_over(self, now: datetime.datetime) -> bool:
        """Whether its last stretch has ended; one of unknown hours ends with its last day."""
        last = max((stretch.end for stretch in self.hours), default=24 * 60)
        _start, end = Hours(0, last).beginning_on(self.ends_on, timezone.get_default_timezone())
        return end <= now

    def is_at(self, now: datetime.datetime) -> bool:
        """What `ClosureQuerySet.at` asks the database, of a schedule that is already read."""
        local = timezone.localtime(now)
        today, minute = local.date(), local.hour * 60 + local.minute
        if self.starts_on <= today <= self.ends_on and _holds(self.hours, minute):
            return True
        return self.starts_on <= today - _DAY <= self.ends_on and _holds_overnight(self.hours, minute)


def closures() -> ClosureQuerySet:
    """Every current closure, past and coming."""
    return ClosureQuerySet(WorkSchedule).current()


def closures_on(day: datetime.date) -> ClosureQuerySet:
    """The closures of a day. Two short statements over an index on closed roads' periods."""
    return closures().between(day, day)


def closures_now(now: datetime.datetime) -> ClosureQuerySet:
    """The closures at a moment, those of unknown hours included."""
    return closures().at(now)


def _over_midnight(hours: tuple[Hours, ...]) -> bool:
    return any(stretch.is_over_midnight for stretch in hours)


def _holds(hours: tuple[Hours, ...], minute: int) -> bool:
    """Whether a stretch that began today covers the minute; unknown hours may."""
    return not hours or any(stretch.start <= minute < stretch.end for stretch in hours)


def _holds_overnight(hours: tuple[Hours, ...], minute: int) -> bool:
    """Whether a stretch that began yesterday still goes on."""
    return any(minute < stretch.end - 24 * 60 for stretch in hours)
