from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from sites.actions import sync_districts


class Command(BaseCommand):
    help = "Brings the districts in the database up to the city's profile (ALLIMI_PROFILE)."

    def handle(self, *args: Any, **options: Any) -> None:
        number = sync_districts(profile=settings.PROFILE)
        self.stdout.write(f"{settings.PROFILE.slug}: {number} districts")
