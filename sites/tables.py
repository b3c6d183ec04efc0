"""The columns of the lists of sites, departments, officers and firms as tables (CSV)."""

from django.utils.translation import gettext_lazy as _

from .csv import Column, money_column
from .models import ConstructionSite, Department, Firm, Officer


def _districts(site: ConstructionSite) -> str:
    return ", ".join(str(district) for district in site.districts.all())


# Rows of `with_directory()`: a department and districts are read with the sites.
SITE_COLUMNS: tuple[Column[ConstructionSite], ...] = (
    Column(_("project code"), lambda site: site.code),
    Column(_("name"), lambda site: site.localized_name),
    Column(_("status"), lambda site: site.get_status_display()),
    Column(_("work type"), lambda site: site.get_work_type_display()),
    Column(_("districts"), _districts),
    Column(_("address"), lambda site: site.address),
    Column(_("latitude"), lambda site: site.latitude),
    Column(_("longitude"), lambda site: site.longitude),
    Column(_("department"), lambda site: site.department),
    Column(_("office phone"), lambda site: site.department.phone if site.department else None),
    Column(_("start"), lambda site: site.starts_on),
    Column(_("planned completion"), lambda site: site.ends_on),
    Column(_("original completion"), lambda site: site.original_ends_on),
    Column(_("contractor"), lambda site: site.contractor),
    money_column(_("project cost"), lambda site: site.budget),
    money_column(_("original contract amount"), lambda site: site.original_contract_amount),
    money_column(_("contract amount"), lambda site: site.contract_amount),
    Column(_("planned %"), lambda site: site.planned_percent),
    Column(_("actual %"), lambda site: site.actual_percent),
    Column(_("progress as of"), lambda site: site.progress_on),
    Column(_("last release"), lambda site: site.updated_at),
)

# Rows of `sites_by_department()`: a department and the number of its disclosed sites.
DEPARTMENT_COLUMNS: tuple[Column[tuple[Department, int]], ...] = (
    Column(_("code"), lambda row: row[0].code),
    Column(_("department"), lambda row: row[0].localized_name),
    Column(_("office phone"), lambda row: row[0].phone),
    Column(_("sites"), lambda row: row[1]),
)

OFFICER_COLUMNS: tuple[Column[Officer], ...] = (
    Column(_("department"), lambda officer: officer.department.localized_name),
    Column(_("post"), lambda officer: officer.post),
    Column(_("name"), lambda officer: officer.name),
    Column(_("duty"), lambda officer: officer.duty),
    Column(_("office phone"), lambda officer: officer.phone),
)

FIRM_COLUMNS: tuple[Column[Firm], ...] = (
    Column(_("name"), lambda firm: firm.localized_name),
    Column(_("business registration number"), lambda firm: firm.registration_number),
)
