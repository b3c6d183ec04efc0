"""Where each side's queries go."""

from typing import Any

from django.conf import settings
from django.db.models import Model


class IntakeRouter:
    """Inside: the intake's tables are on the intake, and no others are.

    Web processes have no such connection (the collector alone does), so that a mistake fails at once.
    """

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return "intake" if _is_of_intake(model._meta.app_label) else None

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        return self.db_for_read(model)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return (db == "intake") == _is_of_intake(app_label)


class ReadOnlyRouter:
    """In the DMZ: reads go to the replica; writes to the intake's tables, and otherwise nowhere.

    The replica refuses writes by itself (hot standby, SELECT alone); naming a connection that does
    not exist makes a mistaken write fail in the programmer's face instead of in the server's log.
    """

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return "intake" if _is_of_intake(model._meta.app_label) else "default"

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return "intake" if _is_of_intake(model._meta.app_label) else "the public app cannot write"

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return False


def _is_of_intake(app_label: str) -> bool:
    return app_label in settings.INTAKE_APPS
