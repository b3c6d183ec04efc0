"""Short stories of a disclosure's life, told by the desk's own actions."""

import datetime
from typing import Any

from django.utils import timezone

from desk.actions import release_drafts, save_draft, start_correction, submit, withhold
from desk.models import draft_model
from disclosures.models import Release
from tests.factories import make_draft, make_official, make_site, make_submitted


def correct(release: Release, *, reason: str, **values: Any) -> Release:
    """The next version of a released item."""
    editor, approver = make_official(), make_official(post="팀장")
    old = draft_model(release.kind)._default_manager.get(release=release)
    draft = start_correction(draft=old, by=editor, reason=reason)
    for name, value in values.items():
        setattr(draft, name, value)
    draft = submit(draft=save_draft(draft=draft, by=editor), by=editor, now=timezone.now())
    return release_drafts(drafts=[draft], by=approver, now=timezone.now())[0]


def release_withheld(kind: str, *, field: str, ground: int = 7, reason: str = "후속 입찰", **values: Any) -> Release:
    """A released item of which one field is withheld until 1 May 2027."""
    editor, approver = make_official(), make_official(post="팀장")
    site = make_site(by=editor)
    record = make_submitted("site", site=site, by=editor)
    draft = make_draft(kind, site=site, by=editor, **values)
    review_on = datetime.date(2027, 5, 1)
    withhold(kind=kind, item=draft.item, field=field, ground=ground, reason=reason, review_on=review_on, by=approver)
    draft = submit(draft=draft, by=editor, now=timezone.now())
    return release_drafts(drafts=[record, draft], by=approver, now=timezone.now())[-1]
