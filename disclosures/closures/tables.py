"""The columns of closures as a table (CSV)."""

from django.utils.translation import gettext_lazy as _

from sites.csv import Column

from .reading import Closure
from .words import hours_in_words

CLOSURE_COLUMNS: tuple[Column[Closure], ...] = (
    Column(_("districts"), lambda closure: ", ".join(str(district) for district in closure.site.districts.all())),
    Column(_("closed road"), lambda closure: closure.schedule.closure_road),
    Column(_("from"), lambda closure: closure.schedule.starts_on),
    Column(_("to"), lambda closure: closure.schedule.ends_on),
    Column(_("closure hours"), hours_in_words),
    Column(_("closed lanes"), lambda closure: closure.schedule.closure_lanes),
    Column(_("detour"), lambda closure: closure.schedule.detour),
    Column(_("project code"), lambda closure: closure.site.code),
    Column(_("site"), lambda closure: closure.site.localized_name),
    Column(_("department"), lambda closure: closure.site.department),
    Column(_("office phone"), lambda closure: closure.site.department.phone if closure.site.department else None),
    Column(_("as of"), lambda closure: closure.release.as_of_on),
)
