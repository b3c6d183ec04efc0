from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from allimi.wall.errors import WallError
from desk.auditing.retention import prune, schedule


class Command(BaseCommand):
    help = "Deletes from the audit what desk/auditing/retention.toml no longer keeps. Needs the operator's environment."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            gone = prune(today=timezone.localdate())
        except WallError as error:
            raise CommandError(str(error)) from error
        for name, rule in schedule().items():
            self.stdout.write(f"{name}: {gone.get(name, 0)} rows older than {rule.years} years deleted")
