"""What can be followed, as addresses and sealed messages name it. Read on both sides of the wall."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.models import PublicQuestion
from sites.addresses import with_changes
from sites.figures import disclosed_site
from sites.filters import SiteFilter
from sites.models import ConstructionSite, District, Firm
from sites.near import RADII_KM, Circle, parse_point

LONGEST_SEARCH = 500  # characters of an address


class TopicKind(StrEnum):
    SITE = "site"
    DISTRICT = "district"
    NEAR = "near"
    FIRM = "firm"
    SEARCH = "search"
    NEWSLETTER = "newsletter"
    PRESS = "press"
    QUESTION = "question"  # from the question's own page, and told once


class Pace(StrEnum):
    AT_ONCE = "at-once"
    DAILY = "daily"
    WEEKLY = "weekly"


PACES = {
    Pace.AT_ONCE: gettext_lazy("Within minutes"),
    Pace.DAILY: gettext_lazy("Once a day, in the morning"),
    Pace.WEEKLY: gettext_lazy("Once a week, on Monday"),
}
# Come when they come.
WITHOUT_PACE = (TopicKind.NEWSLETTER, TopicKind.PRESS, TopicKind.QUESTION)


class NoTopic(ValueError):
    """Nothing of that name can be followed."""


@dataclass(frozen=True)
class Topic:
    """`value` is a site's or a district's code, a firm's key, `37.55,127.02,1` (kilometres), or a search's address."""

    kind: TopicKind
    value: str = ""

    @property
    def has_pace(self) -> bool:
        return self.kind not in WITHOUT_PACE

    @property
    def query(self) -> str:
        """As an address of the pages of following names it."""
        changed = QueryDict(mutable=True)
        changed[self.kind.value] = self.value or "1"
        return changed.urlencode(safe=",")

    @property
    def circle(self) -> Circle:
        """Of a NEAR alone."""
        point, _comma, kilometres = self.value.rpartition(",")
        return Circle(parse_point(point), Decimal(kilometres))


def asked_for(query: QueryDict) -> Topic:
    """The topic that an address names, if it can be followed now. Raises NoTopic."""
    for kind in TopicKind:
        if kind.value in query and kind is not TopicKind.QUESTION:
            return checked(Topic(kind, str(query[kind.value]).replace("\x00", "")))
    raise NoTopic


def checked(topic: Topic) -> Topic:
    """The topic, written in the one way that all who follow it share. Raises NoTopic."""
    if topic.kind in (TopicKind.NEWSLETTER, TopicKind.PRESS):
        return Topic(topic.kind)
    if topic.kind is TopicKind.NEAR:
        return Topic(topic.kind, _near(topic.value))
    if topic.kind is TopicKind.SEARCH:
        return Topic(topic.kind, _search(topic.value))
    if described(topic):
        return topic
    raise NoTopic


def described(topic: Topic) -> str:
    """The topic in words, in the language that is set; empty where there is none such (any more)."""
    match topic.kind:
        case TopicKind.SITE:
            site = disclosed_site(topic.value)
            return str(site.localized_name) if site else ""
        case TopicKind.DISTRICT:
            district = District.objects.filter(code=topic.value).first()
            return str(district.localized_name) if district else ""
        case TopicKind.FIRM:
            found = Firm.objects.filter(pk=topic.value).first() if _is_key(topic.value) else None
            return str(found.localized_name) if found else ""
        case TopicKind.NEAR:
            circle = topic.circle
            return _("within %(kilometres)s km of %(point)s") % {
                "kilometres": circle.kilometres,
                "point": circle.centre,
            }
        case TopicKind.SEARCH:
            chosen = SiteFilter(QueryDict(topic.value), ConstructionSite.objects.none()).chosen
            return _("search: %(words)s") % {"words": ", ".join(f"{each.label} {each.words}" for each in chosen)}
        case TopicKind.NEWSLETTER:
            return _("the monthly newsletter")
        case TopicKind.PRESS:
            return _("press releases and notices")
        case TopicKind.QUESTION:
            known = _is_key(topic.value) and PublicQuestion.objects.filter(pk=topic.value).exists()
            return _("a question") if known else ""


def path_of(topic: Topic) -> str:
    """The page that shows the topic."""
    match topic.kind:
        case TopicKind.SITE:
            return reverse("disclosures:site-detail", args=[topic.value])
        case TopicKind.DISTRICT:
            return reverse("sites:district-detail", args=[topic.value])
        case TopicKind.FIRM:
            return reverse("disclosures:firm-detail", args=[topic.value])
        case TopicKind.NEAR:
            circle = topic.circle
            return f"{reverse('sites:site-list')}?near={circle.centre}&radius={circle.kilometres}"
        case TopicKind.SEARCH:
            return f"{reverse('sites:site-list')}?{topic.value}"
        case TopicKind.QUESTION:
            return reverse("answers:question-detail", args=[topic.value])
        case _:
            return reverse("newsletters:bulletin-list")


def _near(value: str) -> str:
    try:
        point, _comma, kilometres = value.rpartition(",")
        found = parse_point(point)
    except ValueError:
        raise NoTopic from None
    if kilometres not in RADII_KM:
        raise NoTopic
    return f"{found},{kilometres}"


def _search(value: str) -> str:
    """Without its page and its order, and narrowed by something: nobody follows the whole city by mistake."""
    if len(value) > LONGEST_SEARCH:
        raise NoTopic
    query = QueryDict(with_changes(QueryDict(value), sort="")[1:], mutable=True)
    known = SiteFilter.base_filters
    for name in [name for name in query if name not in known]:
        del query[name]
    if not SiteFilter(query, ConstructionSite.objects.none()).chosen:
        raise NoTopic
    return query.urlencode(safe=":~,")


def _is_key(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 16
