"""What a page tells programs in its head, what it is about at its end, and how a reader passes it on."""

from typing import Any, cast

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from feeds.languages import origin_of
from feeds.page_facts import Facts, facts_of
from feeds.sharing import share_links
from feeds.structured import script_text
from feeds.verification import home_tags

register = template.Library()

# What Open Graph calls the languages.
_LOCALES = {"ko": "ko_KR", "en": "en_US", "vi": "vi_VN"}


@register.simple_tag(takes_context=True)
def page_facts(context: template.Context) -> Facts | None:
    """What is known of this page; None where nothing is, and on a page that was not asked for by an address."""
    request: HttpRequest | None = context.get("request")
    return None if request is None else facts_of(request, cast(dict[str, Any], context.flatten()))


@register.inclusion_tag("feeds/_head.html", takes_context=True)
def findable(context: template.Context, facts: Facts | None) -> dict[str, Any]:
    """Feeds, the page's one address, what a link to it shows, and the portals' tags."""
    request: HttpRequest | None = context.get("request")
    spoken = get_language() or ""
    return {
        "facts": facts,
        # A further page of a list is no other address of the first.
        "is_canonical": facts is not None and request is not None and (bool(facts.about) or not request.GET),
        "origin": origin_of(request) if request else "",
        "city_name": context.get("city_name"),
        "locale": _LOCALES.get(spoken, spoken),
        "tags": home_tags() if facts and facts.is_home else [],
    }


@register.inclusion_tag("feeds/_share.html", takes_context=True)
def shareable(context: template.Context, facts: Facts | None) -> dict[str, Any]:
    """How to pass the page on and to subscribe to it."""
    if facts is None or facts.is_gone or facts.is_home:
        return {}
    origin = origin_of(context["request"])
    return {
        "facts": facts,
        "links": list(share_links(title=facts.title, url=origin + facts.path)) if facts.title else [],
        "short": origin + facts.short if facts.short else "",
    }


@register.simple_tag
def about(facts: Facts) -> SafeString:
    """The content of the page's JSON-LD."""
    return script_text(facts.about)
