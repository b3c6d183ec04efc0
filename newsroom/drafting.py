"""The month's issue, drafted by itself: what began, what was completed, what is later, what was asked and announced.

Read from what is public, in every language of the city; an official then rewrites and leaves out.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from complaints.models import PublicQuestion
from disclosures.kinds.time_extension import TimeExtension
from disclosures.models import Release
from newsletters.models import Bulletin, BulletinKind, Section
from sites.models import ConstructionSite, Department, SiteStatus

from .models import BulletinDraft, DraftItem, DraftText

MOST = 10  # items of a part


@dataclass(frozen=True)
class Month:
    """A month of the city's calendar."""

    first: datetime.date

    @classmethod
    def before(cls, day: datetime.date) -> "Month":
        return cls((day.replace(day=1) - datetime.timedelta(days=1)).replace(day=1))

    @property
    def last(self) -> datetime.date:
        return (self.first.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)

    @property
    def moments(self) -> tuple[datetime.datetime, datetime.datetime]:
        """Its beginning and the last moment before the next one's."""
        midnight = datetime.time()
        start = timezone.make_aware(datetime.datetime.combine(self.first, midnight))
        end = timezone.make_aware(datetime.datetime.combine(self.last + datetime.timedelta(days=1), midnight))
        return start, end - datetime.timedelta(microseconds=1)


@dataclass(frozen=True)
class Found:
    """Something for the issue; title and text in the language that is set when they are asked for."""

    section: Section
    title: Callable[[], str]
    text: Callable[[], str]
    path: Callable[[], str]
    site: ConstructionSite | None = None
    release: Release | None = None


@transaction.atomic
def draft_issue(month: Month, *, department: Department, now: datetime.datetime) -> BulletinDraft | None:
    """The issue of a month, once; None where it was drafted before."""
    if BulletinDraft.objects.filter(month=month.first).exists():
        return None
    draft = BulletinDraft.objects.create(
        kind=BulletinKind.ISSUE, month=month.first, department=department, created_at=now
    )
    found = list(_found(month))
    for language, _name in settings.LANGUAGES:
        with override(language):
            DraftText.objects.create(draft=draft, language=language, title=_title(month), body=_body(month))
            DraftItem.objects.bulk_create(_item(draft, language, place, each) for place, each in enumerate(found))
    return draft


def _item(draft: BulletinDraft, language: str, place: int, found: Found) -> DraftItem:
    return DraftItem(
        draft=draft,
        language=language,
        section=found.section,
        position=place,
        title=found.title()[:300],
        text=found.text(),
        path=found.path(),
        site=found.site,
        release=found.release,
    )


def _title(month: Month) -> str:
    return _("What the city builds: %(month)s") % {"month": date_format(month.first, "YEAR_MONTH_FORMAT")}


def _body(month: Month) -> str:
    releases = Release.objects.current().filter(released_at__range=month.moments)
    number, sites = releases.count(), releases.order_by().values("site").distinct().count()
    said = _("In %(month)s the city published %(releases)s new entries about %(sites)s construction sites.")
    return said % {
        "month": date_format(month.first, "YEAR_MONTH_FORMAT"),
        "releases": f"{number:,}",
        "sites": f"{sites:,}",
    }


def _found(month: Month) -> Iterator[Found]:
    for find in (_announced, _started, _completed, _later, _answered):
        yield from find(month)


def _announced(month: Month) -> Iterator[Found]:
    shown = Bulletin.objects.shown().exclude(kind=BulletinKind.ISSUE).for_pages()
    for bulletin in shown.filter(released_at__range=month.moments)[:MOST]:
        yield Found(Section.NOTICES, _title_of(bulletin), str, bulletin.get_absolute_url)


def _title_of(bulletin: Bulletin) -> Callable[[], str]:
    def title() -> str:
        text = bulletin.text_in(get_language() or "")
        return text.title if text else ""

    return title


def _started(month: Month) -> Iterator[Found]:
    fresh = Release.objects.current().filter(kind="site", version=1, released_at__range=month.moments)
    for release in fresh.filter(site__withdrawn_at=None).select_related("site").order_by("released_at")[:MOST]:
        yield _of_site(Section.STARTED, release.site, partial(_when, release.site))


def _completed(month: Month) -> Iterator[Found]:
    done = ConstructionSite.objects.disclosed().filter(status=SiteStatus.COMPLETED)
    for site in done.filter(ends_on__range=(month.first, month.last)).order_by("ends_on", "pk")[:MOST]:
        yield _of_site(Section.COMPLETED, site, partial(_when, site))


def _later(month: Month) -> Iterator[Found]:
    moved = TimeExtension.objects.filter(
        release__state="released", release__released_at__range=month.moments, release__site__withdrawn_at=None
    ).select_related("release__site")
    for row in moved.order_by("-days")[:MOST]:
        yield _of_site(Section.LATER, row.release.site, partial(_moved, row), row.release)


def _answered(month: Month) -> Iterator[Found]:
    answered = PublicQuestion.objects.shown().filter(answered_on__range=(month.first, month.last))
    for question in answered.select_related("content")[:MOST]:
        title = question.content.title
        yield Found(Section.ANSWERS, partial(str, title), str, partial(_question, question.pk))


def _question(pk: int) -> str:
    return reverse("answers:question-detail", args=[pk])


def _of_site(
    section: Section, site: ConstructionSite, text: Callable[[], str], release: Release | None = None
) -> Found:
    return Found(section, lambda: str(site.localized_name), text, site.get_absolute_url, site, release)


def _when(site: ConstructionSite) -> str:
    if site.starts_on is None or site.ends_on is None:
        return site.address
    days = {"start": date_format(site.starts_on, "DATE_FORMAT"), "end": date_format(site.ends_on, "DATE_FORMAT")}
    return _("%(start)s to %(end)s") % days


def _moved(row: TimeExtension) -> str:
    if row.completion_before_on is None or row.completion_after_on is None:
        return ""
    before, after = (date_format(day, "DATE_FORMAT") for day in (row.completion_before_on, row.completion_after_on))
    return _("Completion moved from %(before)s to %(after)s.") % {"before": before, "after": after}
