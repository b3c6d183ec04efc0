"""The link's box on the first page: what One-PMIS and the reader's sites both changed."""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk import roles
from desk.addresses import page_url
from desk.conflicts import title_of, visible_conflicts
from desk.first_page import SHOWN, Found, Line, Provider, register
from desk.models import Official


def _conflicts(user: Official, now: datetime.datetime) -> Found | None:
    """Those of the sites that the reader answers for; nothing where there are none, for most sites never have one."""
    more_url = page_url("desk-conflicts")
    if not more_url:
        return None
    found = visible_conflicts(user).filter(managed_site__in=roles.own_sites(user).values("pk"))
    count = found.count()
    if not count:
        return None
    lines = [
        Line(
            url=page_url("desk-conflict", conflict.pk),
            label=f"{title_of(conflict)} – {conflict.managed_site.name}",
            detail=_("%(service)s said something else") % {"service": conflict.told_by},
        )
        for conflict in found[:SHOWN]
    ]
    return Found(count, lines, more_url)


register(Provider("conflicts", gettext_lazy("Conflicts with One-PMIS"), _conflicts, place=37))
