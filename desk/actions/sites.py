from django.db import transaction

from desk.models import ManagedSite, Official
from sites.models import Department

from .audit import record


@transaction.atomic
def open_site(*, code: str, name: str, department: Department, by: Official) -> ManagedSite:
    """The desk's file of a site: the existing one with this code, or a new one."""
    site, created = ManagedSite.objects.get_or_create(code=code, defaults={"name": name, "department": department})
    if created:
        record(by=by, action="site.open", subject=f"site:{code}", details={"name": name})
    return site
