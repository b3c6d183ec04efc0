"""What the departments have not renewed in time: a list that citizens read, and the table of it."""

import datetime
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sites.csv import Column
from sites.models import Department

from .kinds import kind_by_slug
from .models import UpdateDuty


def late_updates(today: datetime.date, department: Department | None = None) -> QuerySet[UpdateDuty]:
    """Kinds past their day, of all sites or of a department's, with site and department; the longest late first."""
    late = UpdateDuty.objects.late(today).select_related("site__department").longest_late_first()
    return late.of_department(department) if department else late


def columns_on(today: datetime.date) -> Sequence[Column[UpdateDuty]]:
    """The table's columns on a day."""
    return (
        Column(_("project code"), lambda duty: duty.site.code),
        Column(_("construction site"), lambda duty: duty.site.localized_name),
        Column(_("department"), lambda duty: duty.site.department),
        Column(_("kind"), lambda duty: kind_by_slug(duty.kind).title),
        Column(_("newest as of"), lambda duty: duty.as_of_on),
        Column(_("due"), lambda duty: duty.due_on),
        Column(_("days late"), lambda duty: duty.days_late(today)),
    )
