from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.db import connections, models, router
from django.utils.translation import gettext_lazy as _


class TallyQuerySet(models.QuerySet["Tally"]):
    def add_one(self, name: str, *, on: date) -> None:
        """Count one more under this name on this day, in one statement."""
        self.add({name: 1}, on=on)

    def add(self, numbers: Mapping[str, int], *, on: date) -> None:
        """Count so many more under each of these names on this day."""
        alias = router.db_for_write(self.model)
        table = connections[alias].ops.quote_name(self.model._meta.db_table)
        with connections[alias].cursor() as cursor:
            # In one order everywhere: two processes that add the same names then never wait for each other.
            cursor.executemany(
                f"INSERT INTO {table} (name, counted_on, number) VALUES (%s, %s, %s) "  # noqa: S608  (the model's own)
                f"ON CONFLICT (name, counted_on) DO UPDATE SET number = {table}.number + EXCLUDED.number",
                [(name, on, number) for name, number in sorted(numbers.items())],
            )


class Tally(models.Model):
    """How often something was used on a day. Of whom, when, from where: nothing is here, so nothing can be told."""

    name = models.CharField(_("name"), max_length=100)
    counted_on = models.DateField(_("day of counting"))
    number = models.PositiveIntegerField(_("number"))

    objects = TallyQuerySet.as_manager()

    # Whoever adds one must read and change the row; there is nobody's secret in it.
    intake_grants: ClassVar[dict[str, tuple[str, ...]]] = {
        "allimi_submitter": ("SELECT", "INSERT", "UPDATE"),
        "allimi_collector": ("SELECT", "DELETE"),
    }

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["name", "counted_on"], name="intake_tally_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.counted_on}"
