from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.actions.rekeying import rekey_contacts


class Command(BaseCommand):
    help = (
        "Encrypts every contact and follower's address with the newest of ALLIMI_CONTACT_KEYS. "
        "Afterwards the earlier keys can go. Can be run again; what is under the newest key already stays as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done, unreadable = rekey_contacts()
        self.stdout.write(f"{done} contacts and addresses are under the newest key now")
        if unreadable:
            raise CommandError(
                f"{unreadable} contacts and addresses are opened by no key: keep the earlier keys until they are found"
            )
