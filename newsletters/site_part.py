"""Press releases and notices that concern a site, on its page."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from disclosures.site_parts import Part
from sites.models import ConstructionSite

from .models import BulletinState, BulletinText

_SHOWN = 3
# Of one site nobody writes more in a year; what is older is in the list of all.
_READ = 100


def notices_of(site: ConstructionSite) -> Part:
    """The newest that concern the site, and how many there are. One statement."""
    texts = BulletinText.objects.filter(bulletin__sites=site, bulletin__state=BulletinState.RELEASED)
    by_bulletin: dict[int, list[BulletinText]] = {}
    for text in texts.select_related("bulletin").order_by("-bulletin__released_at", "-bulletin")[:_READ]:
        by_bulletin.setdefault(text.bulletin_id, []).append(text)
    return Part(
        slug="notices",
        title=_("Notices"),
        total=len(by_bulletin),
        template="newsletters/_on_site.html",
        context={"notices": [_spoken(texts) for texts in list(by_bulletin.values())[:_SHOWN]]},
    )


def _spoken(texts: Sequence[BulletinText]) -> BulletinText:
    """In the reader's language, else in the city's own."""
    wanted = (get_language(), settings.LANGUAGE_CODE)
    return min(texts, key=lambda text: wanted.index(text.language) if text.language in wanted else len(wanted))
