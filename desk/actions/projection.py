"""The public row of a site: its released record, its current releases in short, and what it is found by."""

import datetime
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import cast

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from desk.models import Draft
from disclosures.kinds import ReleasedRow
from disclosures.kinds.contract import Contract, ContractNature
from disclosures.kinds.design_change import DesignChange
from disclosures.kinds.overview import Overview
from disclosures.kinds.participant import Participant, ParticipantRole
from disclosures.kinds.progress import Progress
from disclosures.kinds.site import SiteFields
from disclosures.kinds.time_extension import TimeExtension
from disclosures.models import FirmSite, Involvement, ReleaseState
from sites.models import ConstructionSite
from sites.search.index import index_sites

from .duties import refresh_duties

_COPIED = (
    "name",
    "name_en",
    "department_id",
    "work_type",
    "status",
    "starts_on",
    "ends_on",
    "address",
    "latitude",
    "longitude",
)


def project_sites(
    drafts: Sequence[Draft], *, withheld: Mapping[uuid.UUID, Collection[str]], now: datetime.datetime
) -> dict[str, ConstructionSite]:
    """Write the public row of each site whose record is being released, without what is withheld of it. By code."""
    codes = [draft.managed_site.code for draft in drafts]
    sites = {site.code: site for site in ConstructionSite.objects.filter(code__in=codes)}
    Districts = ConstructionSite.districts.through
    links = []
    for draft in drafts:
        record = cast(SiteFields, draft)
        site = sites.setdefault(draft.managed_site.code, ConstructionSite(code=draft.managed_site.code))
        hidden = withheld.get(draft.item, ())
        for column in _COPIED:
            empty = site._meta.get_field(column).get_default()  # type: ignore[union-attr]
            setattr(site, column, empty if column in hidden else getattr(record, column))
        site.updated_at, site.withdrawn_at = now, None
        site.save()
        links += [
            Districts(constructionsite_id=site.pk, district_id=code)
            for code in dict.fromkeys(record.district_codes)
            if "district_codes" not in hidden
        ]
    Districts.objects.filter(constructionsite_id__in=[sites[code].pk for code in codes]).delete()
    Districts.objects.bulk_create(links)
    return sites


def refresh_summaries(site_ids: Collection[int], *, now: datetime.datetime) -> None:
    """Bring the columns that lists and filters read, and the search, up to the sites' current releases."""
    awarded = _total(_works_contracts(), F("amount"))
    changed = _total(_current(DesignChange), F("amount_after") - F("amount_before"))
    progress = _current(Progress).order_by("-release__as_of_on", "-release_id")
    extensions = _current(TimeExtension).exclude(completion_before_on=None).order_by("completion_before_on")
    contracts = _works_contracts().exclude(winner="").order_by(F("amount").desc(nulls_last=True))
    builders = _current(Participant).filter(role=ParticipantRole.CONTRACTOR).exclude(organisation="")
    ConstructionSite.objects.disclosed().filter(pk__in=site_ids).update(
        contractor=Coalesce(
            Subquery(contracts.values("winner")[:1]),
            Subquery(builders.order_by("release_id").values("organisation")[:1]),
            Value(""),
        ),
        budget=Subquery(_current(Overview).values("budget")[:1]),
        original_contract_amount=awarded,
        contract_amount=awarded + Coalesce(changed, 0),
        planned_percent=Subquery(progress.values("planned_percent")[:1]),
        actual_percent=Subquery(progress.values("actual_percent")[:1]),
        progress_on=Subquery(progress.values("release__as_of_on")[:1]),
        original_ends_on=Subquery(extensions.values("completion_before_on")[:1]),
        updated_at=now,
    )
    refresh_firms(site_ids)
    refresh_search(site_ids)
    refresh_duties(site_ids)


def refresh_firms(site_ids: Collection[int]) -> None:
    """Bring the sites of the firms that they name, or named, up to the current releases."""
    named = _involved(site_ids).values_list("firm", "release__site", "role").distinct()
    wanted = set(named)
    there = {(part.firm_id, part.site_id, part.role): part.pk for part in FirmSite.objects.filter(site__in=site_ids)}
    FirmSite.objects.filter(pk__in=[key for part, key in there.items() if part not in wanted]).delete()
    FirmSite.objects.bulk_create(
        FirmSite(firm_id=firm, site_id=site, role=role) for firm, site, role in sorted(wanted - there.keys())
    )


def refresh_search(site_ids: Collection[int], *, words: bool = True) -> int:
    """Bring what the search reads up to the sites. Returns how many entries changed."""
    firms: dict[int, list[str]] = {}
    for site, name, name_en in (
        _involved(site_ids).values_list("release__site", "firm__name", "firm__name_en").distinct()
    ):
        firms.setdefault(site, []).extend(filter(None, (name, name_en)))
    return index_sites(site_ids, firms=firms, words=words)


def _involved(site_ids: Collection[int]) -> QuerySet[Involvement]:
    """The parts of firms in these sites by current releases."""
    return Involvement.objects.filter(release__site__in=site_ids, release__state=ReleaseState.RELEASED)


def _current(model: type[ReleasedRow]) -> QuerySet:
    """The current rows of a kind, of the site in the outer query."""
    return model._default_manager.filter(release__site=OuterRef("pk"), release__state=ReleaseState.RELEASED).order_by()


def _works_contracts() -> QuerySet:
    """The contracts to build; what is paid for drawings and supervision is not the price of the works."""
    return _current(Contract).exclude(nature__in=(ContractNature.DESIGN, ContractNature.SUPERVISION))


def _total(rows: QuerySet, amount: Combinable) -> Subquery:
    """The sum over these rows of the site, in the currency's minor unit; NULL without any."""
    return Subquery(rows.values("release__site").annotate(total=Sum(amount)).values("total"))
