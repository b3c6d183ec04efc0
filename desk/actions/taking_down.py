"""What withdrawal and erasure share: the content leaves every public table, the header stays."""

import datetime
from collections.abc import Sequence

from django.db import connection
from django.utils.translation import gettext as _

from desk.models import DRAFT_MODELS, DraftState, Official
from disclosures.kinds import SITE
from disclosures.models import LedgerEvent, Release, ReleaseState
from disclosures.models.release import READABLE
from sites.models import ConstructionSite, Firm

from .audit import record
from .chain import append_to_ledger, lock_chain
from .counting import forget_figures
from .errors import ActionError
from .projection import refresh_summaries


def take_down(
    releases: Sequence[Release], *, state: ReleaseState, by: Official, ground: str, now: datetime.datetime
) -> list[Release]:
    """Set the state, remove the content, append to ledger and audit. Returns what was taken down.

    Taking down the record of a site takes everything of that site down: nothing may hang in the air.
    """
    if not ground.strip():
        raise ActionError(_("Say why; the reason stays public in place of the content."))
    lock_chain()
    taken = _readable(releases)
    if not taken:
        raise ActionError(_("Nothing of this can be read any more; it was taken down before."))
    event = LedgerEvent.WITHDRAWN if state == ReleaseState.WITHDRAWN else LedgerEvent.ERASED
    Release.objects.filter(pk__in=[release.pk for release in taken]).update(state=state, ended_at=now)
    with connection.cursor() as cursor:
        for release in taken:
            cursor.execute("SELECT disclosures_take_down(%s)", [release.pk])
    _follow(taken, state)
    append_to_ledger(event, taken, now=now, ground=ground)
    for release in taken:
        record(
            by=by,
            action=f"release.{event}",
            subject=f"{release.kind}:{release.item}:v{release.version}",
            details={"ground": ground},
        )
    _blank_sites(taken, now)
    forget_figures()
    refresh_summaries({release.site_id for release in taken}, now=now)
    Firm.objects.filter(involvements=None).delete()
    return taken


def _readable(releases: Sequence[Release]) -> list[Release]:
    rows = Release.objects.select_for_update().filter(state__in=READABLE)
    records = [release.site_id for release in releases if release.kind == SITE.slug and release.is_current]
    named = [release.pk for release in releases]
    return list((rows.filter(pk__in=named) | rows.filter(site__in=records)).order_by("pk"))


def _follow(taken: Sequence[Release], state: ReleaseState) -> None:
    """The desk's rows of what was taken down show it."""
    for slug in {release.kind for release in taken}:
        DRAFT_MODELS[slug]._default_manager.filter(release__in=taken).update(state=DraftState(state))


def _blank_sites(taken: Sequence[Release], now: datetime.datetime) -> None:
    """A site without a readable current record keeps its code alone."""
    gone = {release.site_id for release in taken if release.kind == SITE.slug}
    for site in ConstructionSite.objects.filter(pk__in=gone):
        if Release.objects.current().filter(site=site, kind=SITE.slug).exists():
            continue
        empty = ConstructionSite(pk=site.pk, code=site.code, updated_at=now, withdrawn_at=now)
        empty.save(force_update=True)
        site.districts.clear()
