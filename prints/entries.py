"""A site in a few lines, as a brochure's card and a booklet's row say it."""

from typing import Any

from django.utils.translation import gettext as _

from sites.models import ConstructionSite
from sites.templatetags.allimi import money_short, percent

from .frame import period, together, way_to_site


def entry_of(site: ConstructionSite, *, number: int, origin: str) -> dict[str, Any]:
    """A site with its department and districts read already."""
    department = site.department
    return {
        "number": number,
        "name": site.localized_name,
        "name_is_theirs": not site.name_is_translated,
        "kind": f"{site.get_work_type_display()} · {site.get_status_display()}",
        "period": period(site.starts_on, site.ends_on),
        "amount": money_short(site.contract_amount if site.contract_amount is not None else site.budget),
        "progress": progress_of(site),
        "done": None if site.actual_percent is None else float(site.actual_percent),
        "planned": None if site.planned_percent is None else float(site.planned_percent),
        "address": site.address,
        "department": "" if department is None else f"{department.localized_name} {department.phone}".strip(),
        "department_is_theirs": department is not None and not department.name_is_translated,
        "link": way_to_site(site, origin=origin)["short_address"],
    }


def progress_of(site: ConstructionSite) -> str:
    """62.1% done (64.0% planned); empty where nothing was reported."""
    if site.actual_percent is None:
        return ""
    if site.planned_percent is None:
        return str(_("%(actual)s done") % {"actual": percent(site.actual_percent)})
    words = {"actual": percent(site.actual_percent), "planned": percent(site.planned_percent)}
    done, bracket, planned = str(_("%(actual)s done (%(planned)s planned)") % words).partition("(")
    return done + bracket + together(planned)
