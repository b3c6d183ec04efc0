"""What each page tells programs of itself: its feeds, its one address, what a link to it shows, and what it is about.

By the name of its view, from what its template was given; no statement more. Other apps add their pages.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from complaints.models import PublicQuestion
from sites.models import ConstructionSite, Department, District, Firm
from sites.templatetags.allimi import progress_sentence

from . import structured
from .links import FeedLink, atom, calendar
from .short import short_path

Thing = Mapping[str, Any]


@dataclass(frozen=True)
class Facts:
    """Of one page. Paths, without a host; what is empty is left out."""

    path: str  # the one address of what is shown, without a query
    title: str = ""  # what a link to it is called elsewhere
    description: str = ""
    feeds: Sequence[FeedLink] = ()
    about: Sequence[Thing] = ()  # schema.org
    picture: tuple[str, str] | None = None  # the view's name and the code of what it draws
    short: str = ""
    is_home: bool = False
    is_gone: bool = False  # only its feed is left, for readers that have it

    @property
    def picture_path(self) -> str:
        """The picture that a link to the page shows elsewhere."""
        if self.picture is None:
            return ""
        scope, code = self.picture
        return reverse(f"embeds:{scope}-picture", args=[code])


Describe = Callable[[HttpRequest, Mapping[str, Any]], Facts]


def describe(view_name: str, facts: Describe, *, needs: str = "") -> None:
    """Say what a page of another app is. Call it in the app's `ready`.

    `needs` is what the page's template is given and an error's at the same address is not.
    """
    _PAGES[view_name] = (needs, facts)


def facts_of(request: HttpRequest, context: Mapping[str, Any]) -> Facts | None:
    """None for a page of which nothing is said."""
    match = request.resolver_match
    needs, facts = _PAGES.get(match.view_name, ("", None)) if match is not None else ("", None)
    if facts is None or (needs and context.get(needs) is None):
        return None
    return facts(request, context)


def _home(request: HttpRequest, context: Mapping[str, Any]) -> Facts:
    return Facts(
        path=request.path,
        title=_("Allimi") + f" – {context.get('city_name', '')}",
        description=_(
            "What the city builds, where, for how much and how far it is: every construction site, disclosed."
        ),
        feeds=[atom(_("New construction sites"), "new-feed"), atom(_("Everything that was released"), "all-feed")],
        about=[structured.website(request, context)],
        picture=("city", settings.PROFILE.slug),
        is_home=True,
    )


def _site(request: HttpRequest, context: Mapping[str, Any]) -> Facts:
    """A withdrawn site's page tells of its feed alone, by which readers learn that it went."""
    site: ConstructionSite = context["site"]
    feeds = [atom(_("This construction site"), "site-feed", site.code)]
    if site.withdrawn_at is not None:
        return Facts(path=request.path, feeds=feeds, is_gone=True)
    feeds.append(calendar(_("Works: %(site)s") % {"site": site.localized_name}, "disclosures:site-calendar", site.code))
    return Facts(
        path=request.path,
        title=site.localized_name,
        description=" ".join(filter(None, (f"{site.get_status_display()}.", progress_sentence(site)))),
        feeds=feeds,
        about=structured.site(request, context),
        picture=("sites", site.code),
        short=short_path(site),
    )


def _kind(request: HttpRequest, context: Mapping[str, Any]) -> Facts:
    site: ConstructionSite = context["site"]
    return Facts(path=request.path, feeds=[atom(_("This construction site"), "site-feed", site.code)])


def _list(request: HttpRequest, context: Mapping[str, Any]) -> Facts:
    filtered = context["filtered"]
    if not filtered.chosen:
        return Facts(path=reverse("sites:site-list"), feeds=[atom(_("New construction sites"), "new-feed")])
    query = request.GET.copy()
    for name in ("page", "after", "before", "sort"):
        query.pop(name, None)
    search = atom(_("Construction sites found by this search"), "search-feed", query=query.urlencode())
    return Facts(path=reverse("sites:site-list"), feeds=[search])


def _district(request: HttpRequest, context: Mapping[str, Any]) -> Facts:
    district: District = context["district"]
    title = _("Construction sites in %(name)s") % {"name": district.localized_name}
    ends = calendar(_("Works that begin and end"), "feeds:milestone-calendar", query=f"district={district.code}")
    return Facts(
        path=request.path,
        title=title,
        feeds=[atom(title, "district-feed", district.code), ends],
        picture=("districts", district.code),
    )


def _department(request: HttpRequest, context: Mapping[str, Any]) -> Facts:
    department: Department = context["department"]
    title = _("Construction sites of %(name)s") % {"name": department.localized_name}
    return Facts(
        path=request.path,
        title=title,
        feeds=[atom(title, "department-feed", department.code)],
        picture=("departments", department.code),
    )


def _firm(request: HttpRequest, context: Mapping[str, Any]) -> Facts:
    firm: Firm = context["firm"]
    title = _("Construction sites in which %(name)s has a part") % {"name": firm.localized_name}
    return Facts(path=request.path, title=title, feeds=[atom(title, "firm-feed", firm.pk)])


def _closures(request: HttpRequest, context: Mapping[str, Any]) -> Facts:
    return Facts(path=request.path, feeds=[calendar(_("Road closures"), "disclosures:closure-feed")])


def _question(request: HttpRequest, context: Mapping[str, Any]) -> Facts:
    question: PublicQuestion = context["question"]
    if not question.is_shown:
        return Facts(path=request.path, is_gone=True)
    return Facts(path=request.path, title=question.content.title, about=[structured.question(request, question)])


def _statistics(request: HttpRequest, context: Mapping[str, Any]) -> Facts:
    return Facts(path=request.path, title=_("Statistics") + f" – {context.get('city_name', '')}")


_PAGES: dict[str, tuple[str, Describe]] = {
    "disclosures:home": ("", _home),
    "disclosures:site-detail": ("site", _site),
    "disclosures:kind-list": ("site", _kind),
    "disclosures:firm-detail": ("firm", _firm),
    "disclosures:closure-list": ("", _closures),
    "disclosures:statistics": ("", _statistics),
    "sites:site-list": ("filtered", _list),
    "sites:map": ("filtered", _list),
    "sites:district-detail": ("district", _district),
    "sites:department-detail": ("department", _department),
    "answers:question-detail": ("question", _question),
}
