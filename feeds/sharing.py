"""Links by which a reader passes a page on: plain addresses of other services, asked when followed and not before.

No script, picture or counter of theirs is on our pages. KakaoTalk has no such address: its app takes a page from the
browser's own menu.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Service:
    """Its name, and its address with places for the page's address and title."""

    name: str | Promise
    address: str

    @property
    def is_outside(self) -> bool:
        return self.address.startswith("https:")


SERVICES = (
    Service(_("E-mail"), "mailto:?subject={title}&body={title}%0A{url}"),
    Service(_("Text message"), "sms:?&body={title}%20{url}"),
    Service(_("Naver"), "https://share.naver.com/web/shareView?url={url}&title={title}"),
    Service(_("Naver Band"), "https://band.us/plugin/share?body={title}%0A{url}&route={url}"),
    Service("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    Service("X", "https://x.com/intent/post?url={url}&text={title}"),
    Service("LINE", "https://social-plugins.line.me/lineit/share?url={url}"),
)


def share_links(*, title: str, url: str) -> Iterator[tuple[Service, str]]:
    """Each service with the address that passes this page on."""
    values = {"title": quote(title, safe=""), "url": quote(url, safe="")}
    for service in SERVICES:
        yield service, service.address.format(**values)
