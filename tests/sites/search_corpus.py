"""Sites to search in: those of the demo's plan, written straight into the tables that a release writes."""

import datetime

from django.utils import timezone

from desk.demo.plan import plan_site
from sites.models import ConstructionSite, Department
from sites.search.index import index_sites

TODAY = datetime.date(2026, 11, 2)


def make_corpus(number: int) -> dict[int, ConstructionSite]:
    """The demo's first sites with their search entries, by key."""
    departments: dict[str, Department] = {}
    sites, links = [], []
    Districts = ConstructionSite.districts.through
    for index in range(number):
        plan = plan_site(index, seed=1, today=TODAY)
        department = departments.get(plan.department) or departments.setdefault(
            plan.department, Department.objects.create(code=f"S-{plan.department}", name=plan.department)
        )
        values = {name: value for name, value in plan.record.items() if name != "district_codes"}
        updated_at = timezone.make_aware(datetime.datetime(2026, 1, 1, 9)) + datetime.timedelta(days=index * 17 % 300)
        sites.append(
            ConstructionSite(
                **values,
                code=f"S{plan.code}",
                department=department,
                contractor=plan.contractor.name,
                contract_amount=plan.budget,
                updated_at=updated_at,
            )
        )
        links.append(plan.district)
    sites = ConstructionSite.objects.bulk_create(sites)
    Districts.objects.bulk_create(
        Districts(constructionsite_id=site.pk, district_id=district)
        for site, district in zip(sites, links, strict=True)
    )
    keys = [site.pk for site in sites]
    index_sites(keys, firms={})
    return {site.pk: site for site in ConstructionSite.objects.with_directory().filter(pk__in=keys)}
