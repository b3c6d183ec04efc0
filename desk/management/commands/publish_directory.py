from typing import Any

from django.core.management.base import BaseCommand

from desk.actions import publish_directory


class Command(BaseCommand):
    help = (
        "Writes the public directory as ALLIMI_OFFICER_NAMES and ALLIMI_OFFICER_PHONES say: "
        "run it when one of them was changed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{publish_directory(by=None)} officers are listed")
