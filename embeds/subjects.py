"""What an embed is about: the whole city, a district, a department or one site, as it stands now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from sites.figures import Figures, figures_for, figures_in, figures_of_all
from sites.models import ConstructionSite, Department, District, SiteStatus
from sites.models.named import Named
from sites.templatetags.allimi import content_language, d_day, day_text, percent, thousands

CITY, DISTRICTS, DEPARTMENTS, SITES = "city", "districts", "departments", "sites"
SCOPES = (CITY, DISTRICTS, DEPARTMENTS, SITES)


@dataclass(frozen=True)
class Progress:
    """The newest released report of a site, in percent."""

    planned: Decimal
    actual: Decimal


@dataclass(frozen=True)
class Subject:
    """All that is drawn or written of it, in the active language."""

    scope: str
    code: str
    name: str
    language: str  # of the name: the city's own where it is not translated
    page: str  # the address of the page behind it
    caption: str  # how it stands, in a few words; empty where nothing is known
    figures: Sequence[tuple[str, str]] = ()  # label and number
    place: str = ""
    progress: Progress | None = None
    as_of: str = ""  # of the progress
    term: str = ""  # how long until it begins or ends
    is_gone: bool = field(default=False)  # withdrawn: only the code is known


def find_subject(scope: str, code: str) -> Subject | None:
    """The subject of an address; None where there never was one."""
    return _FINDERS[scope](code)


def city_name() -> str:
    """The city's name in the active language, as at the head of every page."""
    names = settings.PROFILE.city
    return names.get(_language()) or names.get("en") or next(iter(names.values()))


def _city(code: str) -> Subject | None:
    if code != settings.PROFILE.slug:
        return None
    return _of_many(CITY, code, city_name(), _language(), reverse("disclosures:home"), figures_of_all())


def _district(code: str) -> Subject | None:
    found = District.objects.filter(code=code).first()
    if found is None:
        return None
    page = reverse("sites:district-detail", args=[code])
    return _of_many(DISTRICTS, code, found.localized_name, _language_of(found), page, figures_in(found))


def _department(code: str) -> Subject | None:
    found = Department.objects.filter(code=code).first()
    if found is None:
        return None
    page = reverse("sites:department-detail", args=[code])
    return _of_many(DEPARTMENTS, code, found.localized_name, _language_of(found), page, figures_for(found))


def _of_many(scope: str, code: str, name: str, language: str, page: str, figures: Figures) -> Subject:
    number = figures.running
    caption = ngettext("%(number)s site under way", "%(number)s sites under way", number)
    return Subject(
        scope=scope,
        code=code,
        name=pgettext("banner", "%(name)s sites") % {"name": name},
        language=language,
        page=page,
        caption=caption % {"number": thousands(number)},
        figures=(
            (_("under way"), thousands(figures.running)),
            (str(SiteStatus.PLANNED.label), thousands(dict(figures.statuses)[SiteStatus.PLANNED])),
            (_("behind plan"), thousands(figures.behind)),
        ),
    )


def _site(code: str) -> Subject | None:
    site = ConstructionSite.objects.with_directory().filter(code=code).first()
    if site is None:
        return None
    page = site.get_absolute_url()
    if site.withdrawn_at is not None:
        return Subject(
            SITES, code, _("No longer disclosed"), _language(), page, _("Project code %s") % code, is_gone=True
        )
    progress = _progress(site)
    status = str(site.get_status_display())
    return Subject(
        scope=SITES,
        code=code,
        name=site.localized_name,
        language=_language_of(site),
        page=page,
        caption=_("%(percent)s done") % {"percent": percent(progress.actual)} if progress else status,
        place=" · ".join(filter(None, [status, _place(site)])),
        progress=progress,
        as_of=_("as of %(date)s") % {"date": day_text(site.progress_on)} if progress and site.progress_on else "",
        term=d_day(site),
    )


def _progress(site: ConstructionSite) -> Progress | None:
    if site.planned_percent is None or site.actual_percent is None:
        return None
    return Progress(planned=site.planned_percent, actual=site.actual_percent)


def _place(site: ConstructionSite) -> str:
    return site.address or ", ".join(district.localized_name for district in site.districts.all())


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _language_of(thing: Named) -> str:
    return _language() if thing.name_is_translated else content_language()


_FINDERS: dict[str, Callable[[str], Subject | None]] = {
    CITY: _city,
    DISTRICTS: _district,
    DEPARTMENTS: _department,
    SITES: _site,
}
