import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from desk import files
from desk.files.taken_on import taken_on as told_by_camera
from desk.models import DRAFT_MODELS, Draft, ManagedSite, Official
from disclosures.models.release import TAKEN_DOWN

from .drafting import save_draft
from .errors import ActionError

_DRAFTS: Any = DRAFT_MODELS["photo"]
_ACCEPTS = (files.JPEG,)


@transaction.atomic
def take_photo(
    *,
    data: bytes,
    site: ManagedSite,
    work_item: str = "",
    viewpoint: str = "",
    taken_on: datetime.date | None = None,
    by: Official,
    today: datetime.date,
) -> Draft:
    """A draft of one uploaded photo. Without a day, the camera's counts.

    Raises ActionError where it is no picture, or where the site has it already.
    """
    day = taken_on or told_by_camera(data)
    if day is not None and day > today:
        day = None  # a camera whose clock is wrong
    stored = files.store(data=data, accepts=_ACCEPTS, by=by)
    present = _DRAFTS._default_manager.for_site(site).filter(**{"image": stored.sha256})
    if present.exclude(state__in=TAKEN_DOWN).exists():
        raise ActionError(_("This site has this photo already."))
    draft: Draft = _DRAFTS(
        managed_site=site,
        as_of_on=day or today,
        source_department_id=site.department_id,
        image=stored.sha256,
        work_item=work_item,
        viewpoint=viewpoint,
        taken_on=day,
    )
    return save_draft(draft=draft, by=by)
