from django import template
from django.http import HttpRequest
from django.urls import reverse

from following.topics import Topic, TopicKind

register = template.Library()

# Which page shows what can be followed, by its name and the argument that names it.
_PAGES = {
    "disclosures:site-detail": (TopicKind.SITE, "code"),
    "sites:district-detail": (TopicKind.DISTRICT, "code"),
    "disclosures:firm-detail": (TopicKind.FIRM, "pk"),
}


@register.simple_tag
def follow_address(request: HttpRequest | None) -> str:
    """Where what this page shows is followed; empty where it shows nothing such. No statement."""
    match = getattr(request, "resolver_match", None)
    if request is None or match is None:
        return ""
    if match.view_name in _PAGES:
        kind, argument = _PAGES[match.view_name]
        topic = Topic(kind, str(match.kwargs[argument]))
    elif match.view_name == "sites:site-list" and request.GET:
        # Whether it is a search that can be followed, the page behind the link asks.
        topic = Topic(TopicKind.SEARCH, request.GET.urlencode())
    else:
        return ""
    return f"{reverse('following:follow')}?{topic.query}"
