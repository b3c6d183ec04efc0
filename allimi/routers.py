"""Where the public app's queries go."""

from typing import Any

from django.db.models import Model


class ReadOnlyRouter:
    """Reads go to the replica, writes nowhere.

    The replica refuses writes by itself (hot standby, SELECT alone); naming a connection that does
    not exist makes a mistaken write fail in the programmer's face instead of in the server's log.
    """

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return "default"

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return "the public app cannot write"

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return False
