"""Sitemaps as XML (sitemaps.org 0.9), each page with its languages (xhtml:link, as Google and Naver read it).

Written by hand: a file has thousands of addresses of one shape, and an XML writer takes ten times as long.
"""

import datetime
from collections.abc import Iterable
from xml.sax.saxutils import escape

from .languages import in_language
from .sitemaps import Address

CONTENT_TYPE = "application/xml; charset=utf-8"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def index_document(files: Iterable[Address], *, origin: str) -> str:
    """The index: `files` are the paths of the sitemaps."""
    entries = "".join(
        f"<sitemap><loc>{escape(origin + path)}</loc>{_changed(changed_at)}</sitemap>\n" for path, changed_at in files
    )
    return f'{_HEAD}<sitemapindex xmlns="{_SITEMAP}">\n{entries}</sitemapindex>\n'


def sitemap_document(pages: Iterable[Address], *, origin: str, languages: list[str]) -> str:
    """One sitemap; `languages` begin with the city's own, which `pages` have their paths in."""
    entries = "".join(_page(escape(path), changed_at, escape(origin), languages) for path, changed_at in pages)
    return f'{_HEAD}<urlset xmlns="{_SITEMAP}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{entries}</urlset>\n'


def _page(path: str, changed_at: datetime.datetime | None, origin: str, languages: list[str]) -> str:
    """The page once for each language, each naming all of them."""
    addresses = [(code, origin + in_language(path, code)) for code in languages]
    others = [*addresses, ("x-default", addresses[0][1])] if len(addresses) > 1 else []
    rest = _changed(changed_at) + "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>' for code, address in others
    )
    return "".join(f"<url><loc>{address}</loc>{rest}</url>\n" for _code, address in addresses)


def _changed(moment: datetime.datetime | None) -> str:
    return "" if moment is None else f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>"
