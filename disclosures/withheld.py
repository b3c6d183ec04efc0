"""What is withheld today, on which ground and until when: the public ledger of it, and the table of it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sites.csv import Column
from sites.models import Department

from .kinds import SITE, Kind, kind_by_slug
from .models import Ground, ReleaseState, Withholding


def withheld_now(department: Department | None = None, ground: Ground | None = None) -> QuerySet[Withholding]:
    """Every field that is withheld of a current release, with site and department; the next review first."""
    kinds = (SITE.slug, *settings.PROFILE.kinds)
    rows = Withholding.objects.filter(release__state=ReleaseState.RELEASED, release__kind__in=kinds)
    if department is not None:
        rows = rows.filter(release__department=department)
    if ground is not None:
        rows = rows.filter(ground=ground)
    return rows.select_related("release__site", "release__department").order_by("review_on", "id")


def by_ground(rows: QuerySet[Withholding]) -> list[tuple[Ground, int]]:
    """How many fields are withheld on each ground of the law that is used, in the law's order."""
    found = dict(rows.order_by().values_list("ground").annotate(number=Count("pk")))
    return [(ground, found[ground.value]) for ground in Ground if ground.value in found]


def field_of(withholding: Withholding) -> str:
    """The withheld field's name for people; its own name where the kind has it no longer."""
    return field_title(kind_of(withholding), withholding.field)


def kind_of(withholding: Withholding) -> Kind:
    return kind_by_slug(withholding.release.kind)


def field_title(kind: Kind, name: str) -> str:
    return next((capfirst(str(field.verbose_name)) for field in kind.fields if field.name == name), name)


def _site(withholding: Withholding) -> Any:
    return withholding.release.site


COLUMNS: Sequence[Column[Withholding]] = (
    Column(_("project code"), lambda row: _site(row).code),
    Column(_("construction site"), lambda row: _site(row).localized_name),
    Column(_("kind"), lambda row: kind_of(row).title),
    Column(_("as of"), lambda row: row.release.as_of_on),
    Column(_("withheld field"), field_of),
    Column(_("legal ground"), lambda row: row.get_ground_display()),
    Column(_("reason"), lambda row: row.reason),
    Column(_("decided by"), lambda row: row.decided_post),
    Column(_("decided on"), lambda row: row.decided_on),
    Column(_("review on"), lambda row: row.review_on),
    Column(_("source department"), lambda row: row.release.department),
    Column(_("item"), lambda row: row.release.item),
)
