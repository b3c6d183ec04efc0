"""A section to take away as JSON: its canonical documents.

Each is carried byte for byte as its digest covers it, with digest and salt beside it, so that
whoever downloads it can check it (disclosures/ledger.py says how).
"""

import json
from collections.abc import Iterator

from django.conf import settings
from django.db.models import QuerySet

from sites.models import ConstructionSite

from .documents import release_document
from .kinds import Kind, ReleasedRow
from .ledger import canonical_json
from .models import Release


def released_rows(site: ConstructionSite, kind: Kind) -> QuerySet[ReleasedRow]:
    """All current rows of a kind with their headers and keys, in one statement."""
    keys = [field.name for field in kind.fields if field.is_relation]
    current = Release.objects.current().for_site(site).filter(kind=kind.slug)
    rows = kind.model._default_manager.filter(release__in=current)
    return rows.select_related("release__site", "release__department", *keys)


def json_document(site: ConstructionSite, kind: Kind, rows: Iterator[ReleasedRow]) -> Iterator[bytes]:
    """The section as JSON, item by item."""
    head = {"city": settings.PROFILE.slug, "site": site.code, "kind": kind.slug}
    yield json.dumps(head, ensure_ascii=False).encode()[:-1] + b', "items": ['
    separator = b"\n"
    for row in rows:
        document = canonical_json(release_document(kind, row.release, row))
        proof = json.dumps({"digest": row.release.digest, "salt": row.salt})[:-1]
        yield separator + proof.encode() + b', "document": ' + document + b"}"
        separator = b",\n"
    yield b"\n]}\n"
