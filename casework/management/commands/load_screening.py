from typing import Any

from django.core.management.base import BaseCommand

from casework.actions.screening import load_screening


class Command(BaseCommand):
    help = (
        "Adds the screening lists that come with Allimi to the released ones. What officials changed or took out of "
        "use stays as they left it."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_screening(by=None)} terms and thresholds added")
