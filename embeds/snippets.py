"""The code that a webmaster copies. No script, no style attribute (a strict policy refuses them), no query."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext as _

from .addresses import banner_address, card_address, link_address
from .converters import BANNER, LIVE, NAMED, PNG
from .forms import Choice
from .showing import title_of
from .subjects import SITES, Subject

# Of the card: wide enough for its figures, as high as it is at its narrowest.
CARD_WIDTH, CARD_HEIGHT, CARD_NARROWEST = 480, 300, 240


@dataclass(frozen=True)
class Snippets:
    """The embeds of a subject, as code and as addresses that begin with `origin` (scheme and host)."""

    subject: Subject
    choice: Choice
    origin: str

    def written(self) -> dict[str, str]:
        """Everything that the page shows, in the active language."""
        return {
            "title": self.title,
            "banner_path": self._banner(self.choice.suffix),
            "card_path": self._card,
            "upload_path": self._upload,
            "link": self._link,
            "banner_code": self._banner_code,
            "card_code": card_code(self.origin + self._card, title=self.title, width="100%", height=CARD_HEIGHT),
            "link_code": self._linked(self.title),
        }

    @property
    def title(self) -> str:
        return title_of(self.subject)

    @property
    def _link(self) -> str:
        return self.origin + link_address(self.subject.scope, self.subject.code, way=BANNER)

    @property
    def _card(self) -> str:
        return card_address(self.subject.scope, self.subject.code, colour=self.choice.colour)

    @property
    def _upload(self) -> str:
        """A picture without figures, to be saved; empty of one site, which may be withdrawn while the file stays."""
        if self.subject.scope == SITES or self.choice.size.is_fluid:
            return ""
        return self._banner(PNG, content=NAMED)

    @property
    def _banner_code(self) -> str:
        """A link with the picture in it."""
        size = self.choice.size
        picture = format_html(
            '<img src="{}" width="{}" height="{}" alt="{}">',
            self.origin + self._banner(self.choice.suffix),
            "100%" if size.is_fluid else size.width,
            size.height,
            self.title,
        )
        return self._linked(picture)

    def _linked(self, inside: str) -> str:
        return format_html(
            '<a href="{}" hreflang="{}" target="_blank" rel="noopener" title="{}">{}</a>',
            self._link,
            self.choice.language,
            _("opens a new window"),
            inside,
        )

    def _banner(self, suffix: str, content: str = LIVE) -> str:
        return banner_address(
            self.subject.scope,
            self.subject.code,
            size=self.choice.size.slug,
            colour=self.choice.colour,
            suffix=suffix,
            content=content,
        )


def card_code(address: str, *, title: str, width: int | str, height: int) -> str:
    """The card in a frame, which may do nothing but open its link."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" frameborder="0" loading="lazy" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>',
        address,
        title,
        width,
        height,
    )
