"""Writes to the directory's fixed parts; called inside only."""

from django.db import transaction

from .models import District
from .profile import Profile


@transaction.atomic
def sync_districts(*, profile: Profile) -> int:
    """Bring the districts up to the city's profile. One that left it stays while a site names it."""
    local = profile.languages[0]
    District.objects.bulk_create(
        [
            District(
                code=entry.code,
                name=entry.names.get(local) or next(iter(entry.names.values())),
                name_en=entry.names.get("en", ""),
            )
            for entry in profile.districts
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "name_en"],
    )
    codes = [entry.code for entry in profile.districts]
    District.objects.exclude(code__in=codes).filter(sites=None).delete()
    return len(codes)
