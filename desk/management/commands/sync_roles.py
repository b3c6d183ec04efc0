from typing import Any

from django.core.management.base import BaseCommand, CommandError

from desk.role_table import PermissionsMissing, sync_roles


class Command(BaseCommand):
    help = "Make the roles' groups hold exactly the permissions that desk/roles.py lists. Run after every migrate."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sync_roles()
        except PermissionsMissing as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write("Roles are up to date.")
