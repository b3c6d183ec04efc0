"""A release that never happens: everything is written as if it were approved, looked at, and taken back."""

import datetime
import uuid
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from desk.differences import kind_of
from desk.models import DRAFT_MODELS, Draft, DraftState, Official
from disclosures.kinds import SITE

from .errors import ActionError
from .releasing import release_drafts

_T = TypeVar("_T")
_WAIT = "2s"  # for a release that is being written; then better no preview than a page that hangs


class _TakenBack(Exception):
    pass


def rehearse(*, draft: Draft, now: datetime.datetime, show: Callable[[], _T]) -> _T:
    """What `show` returns while the open draft is released. Nothing of it stays: no row, no audit entry, no link.

    It is the release itself and no imitation, so that a preview cannot differ from what citizens will read. The open
    record of a site that they do not see yet goes along. Releases wait meanwhile, as they do for one another. Raises
    ActionError where the draft could not be released as it is.
    """
    shown: list[_T] = []
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [_WAIT])
            drafts = [*_record_of(draft), draft]
            for each in drafts:
                _hand_in(each, now)
            release_drafts(drafts=drafts, by=_whoever_approves(), now=now)
            shown.append(show())
            raise _TakenBack
    except _TakenBack:
        return shown[0]
    except OperationalError as error:
        raise ActionError(_("Something is being released at this moment. Try again.")) from error
    raise AssertionError("A rehearsal always ends by being taken back.")


def _record_of(draft: Draft) -> list[Draft]:
    """The site's own open record, where nothing of it is released yet."""
    if kind_of(draft) is SITE:
        return []
    records = DRAFT_MODELS[SITE.slug]._default_manager.for_site(draft.managed_site)
    if records.filter(state=DraftState.RELEASED).exists():
        return []
    found = records.open().first()
    if found is None:
        raise ActionError(_("Citizens do not see this site yet. Enter the site’s own record first."))
    return [found]


def _hand_in(draft: Draft, now: datetime.datetime) -> None:
    type(draft)._default_manager.filter(pk=draft.pk).update(
        state=DraftState.SUBMITTED,
        submitted_by=draft.submitted_by_id or draft.entered_by_id,
        submitted_at=draft.submitted_at or now,
        decided_by=None,
        decided_at=None,
    )


def _whoever_approves() -> Official:
    """Somebody who had no hand in the draft; gone with the rest."""
    return Official.objects.create(username=f"rehearsal-{uuid.uuid4()}", post=_("(whoever approves)"), is_active=False)
