from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.db import connections, models, router
from django.utils.translation import gettext_lazy as _


class AllowanceQuerySet(models.QuerySet["Allowance"]):
    def spend(self, ends: Mapping[bytes, datetime]) -> dict[bytes, int]:
        """Count one more for each of these names, in one statement; how often each was counted, with this one.

        `ends` says for each when its row may go. Names are locked in their order, so that no two callers wait for
        each other.
        """
        if not ends:
            return {}
        names = sorted(ends)
        table = connections[router.db_for_write(self.model)].ops.quote_name(self.model._meta.db_table)
        statement = (
            f"INSERT INTO {table} (name, spent, expires_at) "  # noqa: S608  (the model's own table)
            f"VALUES {', '.join(['(%s, 1, %s)'] * len(names))} "
            f"ON CONFLICT (name) DO UPDATE SET spent = {table}.spent + 1 RETURNING name, spent"
        )
        with connections[router.db_for_write(self.model)].cursor() as cursor:
            cursor.execute(statement, [value for name in names for value in (name, ends[name])])
            return {bytes(name): spent for name, spent in cursor.fetchall()}

    def clear(self, *, now: datetime) -> None:
        """Delete what is over."""
        self.filter(expires_at__lte=now).delete()


class Allowance(models.Model):
    """How often somebody asked within a while. Who, only the HMAC of a key in memory tells (verifying/daily_key.py)."""

    name = models.BinaryField(_("name"), primary_key=True)
    spent = models.PositiveIntegerField(_("spent"))
    expires_at = models.DateTimeField(_("expires"))

    objects = AllowanceQuerySet.as_manager()

    intake_grants: ClassVar[dict[str, tuple[str, ...]]] = {
        "allimi_submitter": ("SELECT", "INSERT", "UPDATE", "DELETE"),
    }

    class Meta:
        verbose_name = _("allowance")
        verbose_name_plural = _("allowances")
        default_permissions = ()
        indexes = [models.Index("expires_at", name="intake_allowance_expires")]

    def __str__(self) -> str:
        return bytes(self.name).hex()[:12]
