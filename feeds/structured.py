"""What a page is about, in the words of schema.org, for search engines and catalogues of open data.

Nothing is said here that the page does not show; what is withheld is in no column and so in none of this.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from complaints.models import PublicQuestion
from disclosures.addresses import download_address
from disclosures.page import SitePage
from sites.models import ConstructionSite
from sites.templatetags.allimi import language

from .languages import origin_of

Thing = dict[str, Any]
_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script_text(things: Sequence[Mapping[str, Any]]) -> SafeString:
    """JSON-LD that no content can end the script element with."""
    written = json.dumps({"@context": "https://schema.org", "@graph": list(things)}, ensure_ascii=False)
    return mark_safe(written.translate(_IN_SCRIPT))  # noqa: S308  (what could end the element is escaped above)


def website(request: HttpRequest, context: Mapping[str, Any]) -> Thing:
    """The city's pages as a whole, with their search."""
    origin = origin_of(request)
    return {
        **_website(request, context),
        "inLanguage": get_language(),
        "publisher": _city(context),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{origin}{reverse('sites:site-list')}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def site(request: HttpRequest, context: Mapping[str, Any]) -> list[Thing]:
    """A site's page, the place it is about, and its disclosures as a set of data to take away."""
    shown: ConstructionSite = context["site"]
    address = origin_of(request) + shown.get_absolute_url()
    place = _place(shown, context)
    page = _filled(
        {
            "@type": "WebPage",
            "@id": address,
            "url": address,
            "name": shown.localized_name,
            "inLanguage": get_language(),
            "dateModified": shown.updated_at.isoformat(timespec="seconds"),
            "isPartOf": _website(request, context),
            "publisher": _city(context),
            "about": {"@id": place["@id"]},
            "breadcrumb": _trail(request, shown, address),
        }
    )
    return [page, place, _dataset(request, context, address)]


def question(request: HttpRequest, shown: PublicQuestion) -> Thing:
    """A question, with the answer where there is one."""
    answer = getattr(shown, "answer", None) if shown.answered_on else None
    asked: Thing = {
        "@type": "Question",
        "name": shown.content.title,
        "text": shown.content.text,
        "inLanguage": shown.language,
        "dateCreated": shown.asked_on.isoformat(),
        "answerCount": 1 if answer else 0,
    }
    if answer is not None:
        asked["acceptedAnswer"] = {
            "@type": "Answer",
            "text": answer.text,
            "dateCreated": shown.answered_on.isoformat() if shown.answered_on else "",
            "author": {"@type": "Organization", "name": shown.department.localized_name},
        }
    return {"@type": "QAPage", "url": origin_of(request) + request.path, "mainEntity": asked}


def _website(request: HttpRequest, context: Mapping[str, Any]) -> Thing:
    home = origin_of(request) + reverse("disclosures:home")
    return {
        "@type": "WebSite",
        "@id": f"{home}#website",
        "url": home,
        "name": (_("Allimi") + f" {_name(context)}").strip(),
    }


def _city(context: Mapping[str, Any]) -> Thing:
    return {"@type": "GovernmentOrganization", "name": _name(context)}


def _name(context: Mapping[str, Any]) -> str:
    return str(context.get("city_name", ""))


def _place(shown: ConstructionSite, context: Mapping[str, Any]) -> Thing:
    page: SitePage = context["page"]
    where = _filled(
        {
            "@type": "PostalAddress",
            "streetAddress": shown.address,
            "addressLocality": ", ".join(district.localized_name for district in page.districts),
            "addressRegion": _name(context),
        }
    )
    place: Thing = {
        "@type": "Place",
        "@id": f"urn:allimi:site:{shown.code}",
        "name": shown.localized_name,
        "identifier": shown.code,
        "address": where,
    }
    if shown.latitude is not None and shown.longitude is not None:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(shown.latitude),
            "longitude": float(shown.longitude),
        }
    return place


def _trail(request: HttpRequest, shown: ConstructionSite, address: str) -> Thing:
    steps = [
        (_("Construction sites"), origin_of(request) + reverse("sites:site-list")),
        (shown.localized_name, address),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": there}
            for position, (name, there) in enumerate(steps, start=1)
        ],
    }


def _dataset(request: HttpRequest, context: Mapping[str, Any], address: str) -> Thing:
    shown: ConstructionSite = context["site"]
    page: SitePage = context["page"]
    origin = origin_of(request)
    sections = [section for section in page.sections if section.total]
    description = _("What %(city)s discloses of the construction site “%(site)s”: %(kinds)s.") % {
        "city": _name(context),
        "site": shown.localized_name,
        "kinds": ", ".join(str(section.kind.title) for section in sections) or _("its record"),
    }
    return _filled(
        {
            "@type": "Dataset",
            "@id": f"{address}#data",
            "url": address,
            "name": _("Disclosures: %(site)s") % {"site": shown.localized_name},
            "description": description,
            "identifier": shown.code,
            "isAccessibleForFree": True,
            "dateModified": shown.updated_at.isoformat(timespec="seconds"),
            "temporalCoverage": _period(shown),
            "creator": {"@type": "Organization", "name": shown.department.localized_name} if shown.department else None,
            "spatialCoverage": {"@id": f"urn:allimi:site:{shown.code}"},
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": str(section.kind.title),
                    "encodingFormat": media_type,
                    "contentUrl": origin + download_address(name, shown.code, section.kind.slug, language()),
                }
                for section in sections
                for name, media_type in (("kind-csv", "text/csv"), ("kind-json", "application/json"))
            ],
        }
    )


def _period(shown: ConstructionSite) -> str:
    """ISO 8601, open where a day is not known."""
    if shown.starts_on is None and shown.ends_on is None:
        return ""
    first, last = (day.isoformat() if day else ".." for day in (shown.starts_on, shown.ends_on))
    return f"{first}/{last}"


def _filled(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value not in (None, "", [])}
