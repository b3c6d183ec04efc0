"""From a draft to its release: the whitelist through which every column passes."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from desk.differences import kind_of
from desk.models import Draft, Official, WithholdingDecision
from disclosures.documents import release_document
from disclosures.kinds import Kind, ReleasedRow
from disclosures.ledger import content_digest, new_salt
from disclosures.models import Release
from sites.models import ConstructionSite

from .posts import post_of
from .service_accounts import is_automatic


@dataclass
class Prepared:
    """A draft with the release and the row it becomes, not yet in the database."""

    kind: Kind
    draft: Draft
    release: Release
    row: ReleasedRow
    decisions: Sequence[WithholdingDecision]


def prepare(
    draft: Draft,
    *,
    site: ConstructionSite,
    decisions: Sequence[WithholdingDecision],
    by: Official,
    in_place_of: Official | None,
    now: datetime.datetime,
) -> Prepared:
    """Build release and row. Only the kind's own content columns are copied, and no withheld one."""
    kind = kind_of(draft)
    withheld = {decision.field for decision in decisions}
    columns = {field.attname: value for field, value in kind.values(draft) if field.name not in withheld}
    row = kind.model(salt=new_salt(), withheld=sorted(withheld), **columns)
    release = Release(
        site=site,
        kind=kind.slug,
        item=draft.item,
        version=draft.version,
        as_of_on=draft.as_of_on,
        department=draft.source_department,
        source=draft.source,
        correction_reason=draft.correction_reason,
        submitted_post=draft.submitted_by.public_post if draft.submitted_by else "",
        confirmed_post=draft.confirmed_by.public_post if draft.confirmed_by else "",
        approved_post=post_of(by, in_place_of=in_place_of),
        is_automatic=is_automatic(by),
        released_at=now,
    )
    release.digest = content_digest(salt=row.salt, document=release_document(kind, release, row))
    return Prepared(kind=kind, draft=draft, release=release, row=row, decisions=decisions)
