"""A feed as XML. Django's own writer makes RFC 4287 of it; tombstones (RFC 6721) and more links are added here."""

import datetime
from collections.abc import Sequence
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.translation import get_language
from django.utils.xmlutils import SimplerXMLGenerator

from feeds.identity import feed_urn

from .entries import Entry, Tombstone, writable

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
# When nothing was ever released: a feed must say when it last changed.
_NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class _Feed(Atom1Feed):
    """`deleted` are the tombstones; `origin` stands before every path."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:at": _TOMBSTONES}

    def latest_post_date(self) -> datetime.datetime:
        moments = [item["updateddate"] for item in self.items] + [gone.gone_at for gone in self.feed["deleted"]]
        return max(moments, default=_NEVER)

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "Allimi")

    def write_items(self, handler: SimplerXMLGenerator) -> None:
        super().write_items(handler)
        for gone in self.feed["deleted"]:
            attributes = {"ref": gone.urn, "when": rfc3339_date(gone.gone_at)}
            handler.startElement("at:deleted-entry", AttributesImpl(attributes))
            # And no link: readers that know nothing of tombstones take it for the feed's own.
            handler.addQuickElement("at:comment", writable(gone.reason))
            handler.endElement("at:deleted-entry")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html"})
        if item["category"] is not None:
            term, label = item["category"]
            handler.addQuickElement("category", "", {"term": term, "label": label})
        for relation, media_type, path in item["more"]:
            attributes = {"rel": relation, "type": media_type, "href": self.feed["origin"] + path}
            handler.addQuickElement("link", "", attributes)


def atom_document(
    *,
    title: str,
    city: str,
    origin: str,
    page: str,
    path: str,
    entries: Sequence[Entry],
    deleted: Sequence[Tombstone],
) -> bytes:
    """The feed that stands at `path` and shows what the `page` shows. `origin` is scheme and host."""
    feed = _Feed(
        title=writable(title),
        link=origin + page,
        description=None,
        language=get_language(),
        author_name=city,
        feed_url=origin + path,
        feed_guid=feed_urn(path),
        deleted=deleted,
        origin=origin,
    )
    for entry in entries:
        feed.add_item(
            title=writable(entry.title),
            link=origin + entry.path,
            description=None,  # type: ignore[arg-type]
            unique_id=entry.urn,
            author_name=writable(entry.author),
            pubdate=entry.published_at,
            updateddate=entry.updated_at,
            html=writable(entry.content),
            category=entry.category,
            more=entry.more,
        )
    written: bytes = feed.writeString("utf-8").encode()
    return written
