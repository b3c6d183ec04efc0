"""The signboard in plain language: for who lives beside the site or passes by, once, at five metres."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from disclosures.head import SiteHead
from disclosures.kinds.participant import ParticipantRole
from disclosures.kinds.work_schedule import WorkSchedule
from disclosures.page import SitePage
from sites.models import SiteStatus
from sites.templatetags.allimi import d_day, money_short

from .frame import as_of, elsewhere, period, unbroken
from .pictures import picture_of

# By the length of the name, how much larger than the text it stands; long ones need two lines all the same.
_NAME_SIZES = ((14, 3.3), (24, 2.8), (44, 2.3), (80, 1.9))
_SMALLEST_NAME = 1.6
_LONGEST = 160  # characters of a text that is read in passing


def plain_board(page: SitePage, *, now: datetime.datetime) -> dict[str, Any]:
    """What this signboard says of a site."""
    site, head = page.site, SiteHead.of(page, now=now)
    name = site.localized_name
    has_numbers = bool(head.progress)
    return {
        "name": name,
        "name_is_theirs": not site.name_is_translated,
        "name_size": next((size for longest, size in _NAME_SIZES if len(name) <= longest), _SMALLEST_NAME),
        "status": str(site.get_status_display()),
        "purpose": _purpose(page),
        "progress": head.progress or _no_progress(page),
        "done": float(site.actual_percent) if has_numbers and site.actual_percent is not None else None,
        "planned": float(site.planned_percent) if has_numbers and site.planned_percent is not None else None,
        "facts": list(_facts(page)),
        "works": list(_works(page, timezone.localdate(now))),
        "picture": picture_of(page),
        "elsewhere": elsewhere(),
        "foot": _foot(page, now),
    }


def _purpose(page: SitePage) -> str:
    overview = page.section("overview")
    for item in overview.items if overview else ():
        return _short(item.row.purpose)  # type: ignore[attr-defined]
    return ""


def _no_progress(page: SitePage) -> str:
    if page.site.status == SiteStatus.PLANNED:
        return str(_("No progress yet: the works have not begun."))
    return str(_("No progress report has been released."))


def _facts(page: SitePage) -> Iterator[dict[str, Any]]:
    site = page.site
    yield _fact(_("Period"), period(site.starts_on, site.ends_on) or _("not given"), d_day(site))
    if site.contract_amount is not None:
        yield _fact(_("Contract amount"), money_short(site.contract_amount))
    elif site.budget is not None:
        yield _fact(_("Project cost"), money_short(site.budget))
    if site.contractor:
        yield _fact(capfirst(str(ParticipantRole.CONTRACTOR.label)), site.contractor, theirs=True)
    if site.department is not None:
        translated = site.department.name_is_translated
        yield _fact(_("Who answers"), site.department.localized_name, site.department.phone, theirs=not translated)


def _fact(label: Any, value: Any, detail: str = "", *, theirs: bool = False) -> dict[str, Any]:
    return {"label": str(label), "value": str(value), "detail": str(detail), "theirs": theirs}


def _works(page: SitePage, today: datetime.date) -> Iterator[dict[str, str]]:
    """This week's work, or the next to come; what is over is not printed."""
    row = _schedule(page, today)
    if row is None:
        return
    when = f"{unbroken(row.starts_on)} ~ {unbroken(row.ends_on)}"
    label = _("Work now") if row.starts_on <= today else _("Work to come")
    yield {"label": f"{label} ({when})", "value": _short(row.work_now)}
    if row.closure_road:
        where = ", ".join(filter(None, (row.closure_road, row.closure_hours)))
        yield {"label": str(_("Road closed")), "value": _short(where)}
    if row.noise:
        yield {"label": str(_("Noise and dust")), "value": _short(row.noise)}


def _schedule(page: SitePage, today: datetime.date) -> WorkSchedule | None:
    section = page.section("work-schedule")
    rows = [item.row for item in section.items if isinstance(item.row, WorkSchedule)] if section else []
    coming = [row for row in rows if row.work_now and row.starts_on and row.ends_on and row.ends_on >= today]
    return min(coming, key=lambda row: row.starts_on, default=None)


def _foot(page: SitePage, now: datetime.datetime) -> str:
    told = [as_of(now), _("Project code") + f" {page.site.code}"]
    if settings.PROFILE.call_centre:
        told.append(str(_("Questions by telephone: %(number)s") % {"number": settings.PROFILE.call_centre}))
    return " · ".join(told)


def _short(text: str) -> str:
    """As much as is read in passing, cut after a word."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0] or text[:_LONGEST]} …"
