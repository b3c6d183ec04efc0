"""What followers are told as plain text. In Python, since a template's indentation would be part of the mail."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from .told import SiteNews, TopicNews


def told_text(news: Sequence["TopicNews"], *, follow: str, stop: str) -> str:
    lines = [line for topic in news for line in _topic(topic)]
    lines += [
        "-- ",
        _("You asked for this message. Follow something else:") + f" {follow}",
        _("No more messages at all:") + f" {stop}",
    ]
    return "\n".join(lines)


def _topic(topic: "TopicNews") -> Iterator[str]:
    yield topic.words
    yield ""
    for news in topic.sites:
        yield from _site(news)
    if topic.more:
        said = ngettext("and %(number)d more site: %(address)s", "and %(number)d more sites: %(address)s", topic.more)
        yield said % {"number": topic.more, "address": topic.address}
    yield ""
    yield _("Stop following this:") + f" {topic.stop}"
    yield ""


def _site(news: "SiteNews") -> Iterator[str]:
    kinds = f": {', '.join(news.kinds)}" if news.kinds else ""
    yield f"* {news.site.localized_name}{kinds}"
    yield f"  {news.address}"
    for title, there in news.notices:
        yield f"  {title}"
        yield f"  {there}"
