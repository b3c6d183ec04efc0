"""Release: the one way content gets into a public table."""

import datetime
from collections.abc import Iterable

from django.db import connection, transaction
from django.utils.translation import gettext as _

from desk.differences import kind_of
from desk.models import DRAFT_MODELS, AuditEntry, Draft, DraftState, Official, WithholdingDecision
from desk.role_table import Duty
from desk.roles import stands_in_for
from disclosures.kinds import ALL_KINDS, SITE, Kind
from disclosures.models import LedgerEvent, Release, ReleaseState
from sites.models import ConstructionSite

from .attachments import attach_files, attach_firms, attach_withholdings
from .chain import append_to_ledger, lock_chain
from .content import check_complete, subject_of
from .drafting import refuse_own
from .errors import ActionError
from .projection import project_sites, refresh_summaries
from .rows import Prepared, prepare


@transaction.atomic
def release_drafts(*, drafts: Iterable[Draft], by: Official, now: datetime.datetime) -> list[Release]:
    """Release submitted drafts: all of them, or none and an ActionError that names each obstacle.

    Site records go first, so that a site and its first disclosures can be released together.
    """
    locked = _lock(drafts)
    decisions = _decisions(locked)
    _check(locked, decisions, by)
    lock_chain()
    records = [draft for draft in locked if kind_of(draft) is SITE]
    sites = project_sites(records, withheld=_fields(decisions), now=now)
    sites |= _disclosed_sites(locked, sites)
    absent = _stood_in_for(locked, by)
    prepared = [
        prepare(
            draft,
            site=sites[draft.managed_site.code],
            decisions=decisions.get(draft.item, []),
            by=by,
            in_place_of=absent[draft.managed_site_id],
            now=now,
        )
        for draft in locked
    ]
    _supersede(locked, now)
    releases = _insert(prepared)
    attach_withholdings(prepared)
    attach_files(prepared)
    attach_firms(prepared)
    append_to_ledger(LedgerEvent.RELEASED, releases, now=now)
    _close(prepared, by=by, absent=absent, now=now)
    refresh_summaries({release.site_id for release in releases}, now=now)
    return releases


def _lock(drafts: Iterable[Draft]) -> list[Draft]:
    """The rows as they are now, locked, in the registry's order (so that two bulk releases cannot deadlock)."""
    wanted: dict[str, list[int]] = {}
    for draft in drafts:
        wanted.setdefault(kind_of(draft).slug, []).append(draft.pk)
    locked: list[Draft] = []
    for kind in ALL_KINDS:
        if kind.slug in wanted:
            rows = DRAFT_MODELS[kind.slug]._default_manager.select_for_update(of=("self",))
            rows = rows.select_related(
                "managed_site",
                "source_department",
                "submitted_by__department",
                "submitted_by__firm",
                "confirmed_by__department",
                "confirmed_by__firm",
            )
            locked += rows.filter(pk__in=wanted[kind.slug]).order_by("pk")
    return locked


def _stood_in_for(drafts: list[Draft], by: Official) -> dict[int, Official | None]:
    """By the key of the site: in whose place a deputy approves there."""
    sites = {draft.managed_site_id: draft.managed_site for draft in drafts}
    return {key: stands_in_for(by, site, Duty.APPROVE) for key, site in sites.items()}


def _decisions(drafts: list[Draft]) -> dict:
    found: dict = {}
    decided = WithholdingDecision.objects.for_items([draft.item for draft in drafts])
    for decision in decided.select_related("decided_by__department", "decided_by__firm"):
        found.setdefault(decision.item, []).append(decision)
    return found


def _fields(decisions: dict) -> dict:
    """The names of the withheld fields, by item."""
    return {item: {decision.field for decision in found} for item, found in decisions.items()}


def _check(drafts: list[Draft], decisions: dict, by: Official) -> None:
    problems = []
    for draft in drafts:
        try:
            if draft.state != DraftState.SUBMITTED:
                raise ActionError(
                    _("This version is %(state)s by now. Reload the page.") % {"state": draft.get_state_display()}
                )
            refuse_own(draft, by)
            check_complete(draft, {decision.field for decision in decisions.get(draft.item, [])})
        except ActionError as error:
            problems.append(f"{draft.managed_site} – {draft}: {' '.join(error.messages)}")
    if problems:
        raise ActionError(problems)


def _disclosed_sites(drafts: list[Draft], known: dict[str, ConstructionSite]) -> dict[str, ConstructionSite]:
    """The public sites these drafts belong to. Refuses what belongs to a site nobody can see."""
    wanted = {draft.managed_site.code for draft in drafts} - known.keys()
    found = {site.code: site for site in ConstructionSite.objects.disclosed().filter(code__in=wanted)}
    if missing := sorted(wanted - found.keys()):
        raise ActionError(
            _("Release the site itself first: %(codes)s.") % {"codes": ", ".join(missing[:10])}, code="site-first"
        )
    return found


def _supersede(drafts: list[Draft], now: datetime.datetime) -> None:
    current = list(
        Release.objects.current().filter(item__in=[draft.item for draft in drafts]).values_list("pk", "kind")
    )
    if not current:
        return
    Release.objects.filter(pk__in=[pk for pk, _kind in current]).update(state=ReleaseState.SUPERSEDED, ended_at=now)
    for slug in {kind for _pk, kind in current}:
        DRAFT_MODELS[slug]._default_manager.filter(release__in=[pk for pk, _kind in current]).update(
            state=DraftState.SUPERSEDED
        )


def _insert(prepared: list[Prepared]) -> list[Release]:
    releases = Release.objects.bulk_create([item.release for item in prepared])
    by_kind: dict[str, tuple[Kind, list]] = {}
    for item in prepared:
        item.row.release_id = item.release.pk
        by_kind.setdefault(item.kind.slug, (item.kind, []))[1].append(item.row)
    for kind, rows in by_kind.values():
        kind.model._default_manager.bulk_create(rows)
    return releases


def _close(
    prepared: list[Prepared], *, by: Official, absent: dict[int, Official | None], now: datetime.datetime
) -> None:
    """The drafts are released; the audit says by whom."""
    by_table: dict[str, list[Prepared]] = {}
    for item in prepared:
        by_table.setdefault(item.draft._meta.db_table, []).append(item)
    with connection.cursor() as cursor:
        for table, items in by_table.items():
            # One statement a kind; bulk_update would send a CASE of as many branches as rows.
            cursor.execute(
                f"UPDATE {table} SET state = %s, decided_by_id = %s, decided_at = %s, release_id = made.release "  # noqa: S608  (a model's table)
                f"FROM unnest(%s::bigint[], %s::bigint[]) AS made (draft, release) WHERE {table}.id = made.draft",
                [
                    DraftState.RELEASED,
                    by.pk,
                    now,
                    [item.draft.pk for item in items],
                    [item.release.pk for item in items],
                ],
            )
    AuditEntry.objects.bulk_create(
        AuditEntry(
            by=by,
            action="draft.release",
            subject=subject_of(item.draft),
            details=_details(item, absent[item.draft.managed_site_id]),
        )
        for item in prepared
    )


def _details(item: Prepared, absent: Official | None) -> dict[str, object]:
    found: dict[str, object] = {"release": item.release.pk, "digest": item.release.digest}
    return {**found, "in_place_of": absent.username} if absent else found
