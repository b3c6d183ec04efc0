"""What followers are told, composed when it is sent: of what is public at that moment and still followed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from casework.outbox.composing import Composed, NotWanted
from casework.outbox.content import decrypt
from disclosures.kinds import kind_by_slug
from following.tokens import Word
from following.topics import described, path_of
from messaging import Channel
from newsletters.models import Bulletin
from sites.models import ConstructionSite

from .bounces import note_refusal
from .matching import sites_of
from .models import Follower, Following, Happening
from .plain import told_text
from .tokens import address, stop_headers

TOLD = "told"
MOST_SITES = 20  # of one topic in one message; the topic's page shows the others


@dataclass
class SiteNews:
    """What is new at a site."""

    site: ConstructionSite
    kinds: list[str] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)  # title, address

    @property
    def address(self) -> str:
        return f"{settings.PUBLIC_ORIGIN}{self.site.get_absolute_url()}"


@dataclass(frozen=True)
class TopicNews:
    """What is new of one topic, with the link by which it is stopped."""

    words: str
    address: str
    stop: str
    sites: list[SiteNews]
    more: int


class ToldComposer:
    def compose(self, variables: Mapping[str, str], channel: Channel) -> Composed:
        follower = Follower.objects.filter(pk=variables["follower"]).first()
        if follower is None:
            raise NotWanted
        since = dict(each.split(":") for each in variables["since"].split())
        followings = Following.objects.confirmed().filter(pk__in=since).select_related("topic").order_by("confirmed_at")
        until, news = int(variables["until"]), list[TopicNews]()
        for following in followings:
            if found := _news_of(following, int(since[str(following.pk)]), until):
                news.append(found)
        if not news:
            raise NotWanted
        to = decrypt(bytes(follower.content)).to
        stop = address(Word.STOP_ALL, follower.pk, get_language() or "")
        return _mail(to, news, stop) if channel == Channel.EMAIL else _notice(to, news, stop)

    def undeliverable(self, variables: Mapping[str, str], reason: str) -> None:
        follower = Follower.objects.filter(pk=variables["follower"]).first()
        if follower is not None:
            note_refusal(follower.pk, reason, now=timezone.now())


def _news_of(following: Following, since: int, until: int) -> TopicNews | None:
    topic = following.topic.topic
    words = described(topic)
    happened = Happening.objects.between(since, until).select_related("release", "bulletin")
    happenings = list(happened)
    sites = {each.pk: each for each in sites_of(topic, {each.site_id for each in happenings})}
    if not (words and sites):
        return None
    found = _by_site(happenings, sites)
    if not found:
        return None
    return TopicNews(
        words=words,
        address=f"{settings.PUBLIC_ORIGIN}{path_of(topic)}",
        stop=address(Word.STOP, following.pk, following.language),
        sites=found[:MOST_SITES],
        more=max(0, len(found) - MOST_SITES),
    )


def _by_site(happenings: Iterable[Happening], sites: Mapping[int, ConstructionSite]) -> list[SiteNews]:
    """What can still be read of it: a release that was withdrawn or replaced meanwhile is not told of."""
    found: dict[int, SiteNews] = {}
    for each in happenings:
        site = sites.get(each.site_id)
        if site is None:
            continue
        news = found.setdefault(site.pk, SiteNews(site))
        if each.release is not None and each.release.is_current:
            title = str(kind_by_slug(each.release.kind).title)
            if title not in news.kinds:
                news.kinds.append(title)
        elif each.bulletin is not None and each.bulletin.is_shown:
            news.notices.append(_notice_line(each.bulletin))
    return [news for news in found.values() if news.kinds or news.notices]


def _notice_line(bulletin: Bulletin) -> tuple[str, str]:
    text = bulletin.text_in(get_language() or "")
    return text.title if text else "", f"{settings.PUBLIC_ORIGIN}{bulletin.get_absolute_url()}"


def _mail(to: str, news: list[TopicNews], stop: str) -> Composed:
    follow = f"{settings.PUBLIC_ORIGIN}{reverse('following:follow')}"
    context = {"news": news, "stop": stop, "follow": follow, "subject": _subject(news)}
    return Composed(
        to=to,
        subject=_subject(news),
        text=told_text(news, follow=follow, stop=stop),
        html=render_to_string("followers/told.html", context),
        headers=stop_headers(stop),
    )


def _notice(to: str, news: list[TopicNews], stop: str) -> Composed:
    """For a telephone: that there is something, where, and how to stop."""
    text, there = _subject(news), news[0].address
    said = _("%(text)s\n%(address)s\nStop: %(stop)s") % {"text": text, "address": there, "stop": stop}
    return Composed(to=to, text=said, template=TOLD, variables={"text": text, "address": there, "stop": stop})


def _subject(news: list[TopicNews]) -> str:
    sites = {each.site.pk: each.site for topic in news for each in topic.sites}
    if len(sites) == 1:
        return _("[Allimi] New: %(site)s") % {"site": next(iter(sites.values())).localized_name}
    number = len(sites) + sum(topic.more for topic in news)
    return ngettext("[Allimi] New at %(number)d site", "[Allimi] New at %(number)d sites", number) % {"number": number}
