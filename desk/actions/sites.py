from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from desk.models import DRAFT_MODELS, Draft, DraftState, ManagedSite, Official
from disclosures.kinds import SITE
from sites.models import Department

from .audit import record
from .drafting import save_draft, start_correction
from .errors import ActionError


@transaction.atomic
def open_site(*, code: str, name: str, department: Department, by: Official) -> ManagedSite:
    """The desk's file of a site: the existing one with this code, or a new one."""
    site, created = ManagedSite.objects.get_or_create(code=code, defaults={"name": name, "department": department})
    if created:
        record(by=by, action="site.open", subject=f"site:{code}", details={"name": name})
    return site


@transaction.atomic
def rename_site(*, site: ManagedSite, name: str, name_en: str = "", reason: str, by: Official) -> Draft | None:
    """Give a site another name: at the desk at once, for citizens with the next release of the site's own record.

    Returns the open record that carries the new name, if there is one: a correction is opened where the record is
    released. Raises ActionError where it is being decided, or nothing would change.
    """
    name, name_en = name.strip(), name_en.strip()
    if not name:
        raise ActionError({"name": _("Give the site a name.")})
    found = _record_to_rename(site, reason=reason, by=by)
    if name == site.name and (found is None or found.name == name and found.name_en == (name_en or found.name_en)):
        raise ActionError({"name": _("This is its name already.")})
    if found is not None:
        found.name, found.name_en = name, name_en or found.name_en
        save_draft(draft=found, by=by)
    details = {"before": site.name, "after": name, "reason": reason}
    site.name = name
    site.save(update_fields=["name"])
    record(by=by, action="site.rename", subject=f"site:{site.code}", details=details)
    return found


def _record_to_rename(site: ManagedSite, *, reason: str, by: Official) -> Any:
    """The site's own record as it may be edited now; None where nobody has entered one."""
    records = DRAFT_MODELS[SITE.slug]._default_manager.for_site(site)
    found = records.open().first()
    if found is not None and not found.is_editable:
        raise ActionError(
            _("The site’s record is being decided (%(state)s). Rename the site after that.")
            % {"state": found.get_state_display()}
        )
    if found is None:
        released = records.filter(state=DraftState.RELEASED).first()
        return released and start_correction(draft=released, by=by, reason=reason)
    return found
