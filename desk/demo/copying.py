"""The same story at the speed of COPY, for as many sites as a benchmark wants.

The rows are those that the desk's actions would have written: releases with their digests, the ledger's
chain, drafts, uses of files, firms. Only the audit tells of a chunk in one entry.
"""

import datetime
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any

from django.db import transaction

from desk.actions import record
from desk.actions.attachments import publish_files
from desk.actions.chain import lock_chain
from desk.actions.projection import refresh_summaries
from desk.models import DraftState, ManagedSite, WithholdingDecision, draft_model
from disclosures.documents import entry_document, release_document
from disclosures.kinds import ALL_KINDS, Kind, kind_by_slug
from disclosures.ledger import GENESIS, content_digest, entry_digest, new_salt
from disclosures.models import (
    Clock,
    FileUse,
    Involvement,
    InvolvementRole,
    LedgerEntry,
    LedgerEvent,
    Release,
    ReleaseState,
    Source,
    Withholding,
)
from sites.models import ConstructionSite, Firm
from sites.models.firm import firm_match_name, registration_digits

from .content import versions_of
from .content.thin import thin_versions_of
from .editing import Files, at_office_hour
from .officials import Staff, install_officials
from .plan import SitePlan, plan_site
from .tables import TableCopy, reserve_keys
from .versions import Version

CHUNK = 1_000  # sites a transaction: a stop loses no more than that
_REVIEW_AFTER = datetime.timedelta(days=180)


def copy_sites(
    indexes: Sequence[int], *, seed: int, today: datetime.date, thin: bool, step: Callable[[int], object]
) -> int:
    """Copies in the sites with these numbers. Returns the number of releases.

    `step` is told how many sites went in since it was last called.
    """
    with transaction.atomic():
        staff = install_officials()
    releases = 0
    for start in range(0, len(indexes), CHUNK):
        chunk = [plan_site(index, seed=seed, today=today) for index in indexes[start : start + CHUNK]]
        releases += _copy_chunk(chunk, staff=staff, thin=thin)
        step(len(chunk))
    return releases


@transaction.atomic
def _copy_chunk(plans: Sequence[SitePlan], *, staff: dict[str, Staff], thin: bool) -> int:
    by = next(iter(staff.values())).editor
    lock_chain()
    tell = thin_versions_of if thin else versions_of
    versions = sorted(
        (version for plan in plans for version in tell(plan)), key=lambda each: (each.released_on, each.number)
    )
    chunk = _Chunk(plans, versions, staff)
    chunk.write()
    refresh_summaries(list(chunk.site_keys.values()), now=chunk.last_at)
    record(by=by, action="demo.copy", subject="demo", details={"sites": len(plans), "releases": len(versions)})
    return len(versions)


class _Chunk:
    """The rows of some sites, table by table."""

    def __init__(self, plans: Sequence[SitePlan], versions: Sequence[Version], staff: dict[str, Staff]) -> None:
        self.plans, self.versions, self.staff = plans, versions, staff
        self.files = Files(by=next(iter(staff.values())).editor)
        codes = [plan.code for plan in plans]
        self.managed_keys = dict(zip(codes, reserve_keys(ManagedSite, len(plans)), strict=True))
        self.site_keys = dict(zip(codes, reserve_keys(ConstructionSite, len(plans)), strict=True))
        self.ended = self._ended()
        # Decided with an item's first version, and binding on every later one.
        self.withheld = {version.item: version.withheld for version in versions if version.withheld}
        self.last_at = at_office_hour(versions[-1].released_on, late=True)
        self.firms: dict[tuple[str, str], int] = {}
        self.managed, self.sites = TableCopy(ManagedSite, with_key=True), TableCopy(ConstructionSite, with_key=True)
        self.districts = TableCopy(ConstructionSite.districts.through)
        self.releases, self.ledger = TableCopy(Release, with_key=True), TableCopy(LedgerEntry, with_key=True)
        self.rows = {kind.slug: TableCopy(kind.model, with_key=True) for kind in ALL_KINDS}
        self.drafts = {kind.slug: TableCopy(draft_model(kind.slug)) for kind in ALL_KINDS}
        self.withholdings, self.decisions = TableCopy(Withholding), TableCopy(WithholdingDecision)
        self.uses, self.involvements = TableCopy(FileUse), TableCopy(Involvement)

    def _ended(self) -> dict[tuple[uuid.UUID, int], datetime.datetime]:
        """When each version that has a successor was superseded."""
        return {
            (version.item, version.number - 1): at_office_hour(version.released_on, late=True)
            for version in self.versions
            if version.number > 1
        }

    def write(self) -> None:
        for plan in self.plans:
            self._add_site(plan)
        last = LedgerEntry.objects.order_by("-sequence").first()
        sequence, digest = (last.sequence, last.digest) if last else (0, GENESIS)
        keys = reserve_keys(Release, len(self.versions))
        for key, version in zip(keys, self.versions, strict=True):
            sequence += 1
            digest = self._add_release(key, version, sequence=sequence, previous=digest)
        self._write_tables()
        Clock.objects.bulk_create(
            [Clock(beat_at=self.last_at, sequence=sequence)],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["sequence"],
        )

    def _add_site(self, plan: SitePlan) -> None:
        department = self.staff[plan.department].editor.department_id
        self.managed.add(
            {
                "id": self.managed_keys[plan.code],
                "code": plan.code,
                "name": plan.name,
                "department_id": department,
                "created_at": self.last_at,
            }
        )
        values = {**plan.record, "department_id": department, "code": plan.code, "id": self.site_keys[plan.code]}
        del values["district_codes"]
        self.sites.add({**values, "updated_at": self.last_at})
        self.districts.add({"constructionsite_id": self.site_keys[plan.code], "district_id": plan.district})

    def _add_release(self, key: int, version: Version, *, sequence: int, previous: str) -> str:
        """One version in all its tables. Returns the digest of its ledger entry."""
        kind, staff = kind_by_slug(version.kind), self.staff[version.plan.department]
        at = at_office_hour(version.released_on, late=True)
        header, content = self._header(version, staff, at), self._content(kind, version, staff)
        row = self._row(kind, version, content)
        release = SimpleNamespace(**header, pk=key, site=version.plan, department=staff.editor.department)
        digest = content_digest(salt=row.salt, document=release_document(kind, release, row))  # type: ignore[arg-type]
        ended = self.ended.get((version.item, version.number))
        state = ReleaseState.SUPERSEDED if ended else ReleaseState.RELEASED
        self.releases.add({**header, "id": key, "state": state, "ended_at": ended, "digest": digest})
        self.rows[kind.slug].add({**vars(row), "release_id": key})
        self._add_draft(key, version, content, staff, state)
        self._attach(key, kind, version, row, staff, at)
        return self._add_entry(key, digest, at, sequence=sequence, previous=previous)

    def _header(self, version: Version, staff: Staff, at: datetime.datetime) -> dict[str, Any]:
        return {
            "site_id": self.site_keys[version.plan.code],
            "kind": version.kind,
            "item": version.item,
            "version": version.number,
            "as_of_on": version.as_of_on,
            "department_id": staff.editor.department_id,
            "source": Source.DEMO,
            "correction_reason": version.reason,
            "submitted_post": staff.editor.public_post,
            "confirmed_post": "",
            "approved_post": staff.approver.public_post,
            "is_automatic": False,
            "released_at": at,
        }

    def _content(self, kind: Kind, version: Version, staff: Staff) -> dict[str, Any]:
        content = self.files.resolved(version.values)
        if kind.slug == "site":
            content["department_id"] = staff.editor.department_id
        return {**_defaults(kind.slug), **content}

    def _row(self, kind: Kind, version: Version, content: Mapping[str, Any]) -> SimpleNamespace:
        """What of the content is released: the columns that nobody withheld."""
        withheld = sorted(each.field for each in self.withheld.get(version.item, ()))
        kept = {field.attname: field.get_default() for field in kind.fields if field.name in withheld}
        return SimpleNamespace(**{**content, **kept, "salt": new_salt(), "withheld": withheld})

    def _add_draft(
        self, key: int, version: Version, content: Mapping[str, Any], staff: Staff, state: ReleaseState
    ) -> None:
        self.drafts[version.kind].add(
            {
                **content,
                "managed_site_id": self.managed_keys[version.plan.code],
                "item": version.item,
                "version": version.number,
                "state": DraftState(state),
                "as_of_on": version.as_of_on,
                "source_department_id": staff.editor.department_id,
                "source": Source.DEMO,
                "correction_reason": version.reason,
                "entered_by_id": staff.editor.pk,
                "submitted_by_id": staff.editor.pk,
                "submitted_at": at_office_hour(version.released_on),
                "decided_by_id": staff.approver.pk,
                "decided_at": at_office_hour(version.released_on, late=True),
                "release_id": key,
            }
        )

    def _attach(
        self, key: int, kind: Kind, version: Version, row: SimpleNamespace, staff: Staff, at: datetime.datetime
    ) -> None:
        """Grounds, files and firms."""
        review_on = version.plan.today + _REVIEW_AFTER
        for ground in self.withheld.get(version.item, ()):
            told = {"field": ground.field, "ground": ground.ground, "reason": ground.reason, "review_on": review_on}
            self.withholdings.add({**told, "release_id": key})
            if version.number == 1:
                decided = {"decided_by_id": staff.editor.pk, "decided_at": at}
                self.decisions.add({**told, **decided, "kind": kind.slug, "item": version.item})
        for field in kind.file_fields:
            if digest := getattr(row, field.attname):
                self.uses.add({"release_id": key, "file_id": digest})
        for columns in kind.firms:
            name, number = getattr(row, columns.name), getattr(row, columns.number)
            role = (columns.role_column and getattr(row, columns.role_column)) or columns.role
            if name and role in InvolvementRole.values and role != InvolvementRole.CLIENT:
                self.involvements.add({"release_id": key, "firm_id": self._firm(name, number), "role": role})

    def _firm(self, name: str, number: str) -> int:
        known = (firm_match_name(name), registration_digits(number))
        if known not in self.firms:
            firm = Firm.objects.matching(name=name, registration_number=number) or Firm.objects.create(
                name=name, registration_number=known[1], match_name=known[0]
            )
            self.firms[known] = firm.pk
        return self.firms[known]

    def _add_entry(self, key: int, digest: str, at: datetime.datetime, *, sequence: int, previous: str) -> str:
        entry = SimpleNamespace(
            sequence=sequence,
            event=LedgerEvent.RELEASED,
            release_id=key,
            occurred_at=at,
            ground="",
            content_digest=digest,
        )
        own = entry_digest(previous_digest=previous, entry=entry_document(entry))  # type: ignore[arg-type]
        self.ledger.add({**vars(entry), "previous_digest": previous, "digest": own})
        return own

    def _tables(self) -> Iterator[TableCopy]:
        """Each after those it refers to."""
        yield from (self.managed, self.sites, self.districts, self.releases)
        yield from self.rows.values()
        yield from (self.ledger, self.withholdings, self.decisions, self.involvements)
        yield from self.drafts.values()

    def _write_tables(self) -> None:
        for table in self._tables():
            table.write()
        publish_files(self.files.used)
        self.uses.write()


@cache
def _defaults(slug: str) -> Mapping[str, Any]:
    """What a kind's columns hold where nothing is said."""
    return {field.attname: field.get_default() for field in kind_by_slug(slug).fields}
