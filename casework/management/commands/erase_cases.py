from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from casework.rounds import erase


class Command(BaseCommand):
    help = (
        "Erases contacts and contents of cases that casework/retention.toml no longer keeps, and says what that was. "
        "The worker `nag` does it every day by itself."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(erase(timezone.now()) or "nothing was kept long enough")
