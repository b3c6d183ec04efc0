"""What erasures and withdrawals share: one approver acts at once, a second confirms within a day."""

import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from disclosures.models import Release

CONFIRM_WITHIN = datetime.timedelta(days=1)


class TakingDownQuerySet(models.QuerySet[Any]):
    @property
    def _acted_at(self) -> str:
        return self.model.ACTED_AT

    def unconfirmed(self) -> Self:
        """The longest waiting first."""
        return self.filter(confirmed_at=None).order_by(self._acted_at, "pk")

    def overdue(self, now: datetime.datetime) -> Self:
        return self.unconfirmed().filter(**{f"{self._acted_at}__lt": now - CONFIRM_WITHIN})

    def together_with(self, other: "TakingDown") -> Self:
        """What was taken down by the same act and is not confirmed: a site's record takes everything along."""
        act = {self._acted_at: other.acted_at, f"{self.model.ACTED_BY}_id": other.acted_by.pk}
        return self.unconfirmed().filter(**act)


class TakingDown(models.Model):
    """The act on one release. A model names the columns of who acted and when."""

    ACTED_BY: ClassVar[str]
    ACTED_AT: ClassVar[str]

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(_("ground"), max_length=500)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    objects = TakingDownQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.release}: {self.ground}"

    @property
    def acted_by(self) -> Any:
        return getattr(self, self.ACTED_BY)

    @property
    def acted_by_id(self) -> int:
        return int(getattr(self, f"{self.ACTED_BY}_id"))

    @property
    def acted_at(self) -> datetime.datetime:
        moment: datetime.datetime = getattr(self, self.ACTED_AT)
        return moment

    def is_overdue(self, now: datetime.datetime) -> bool:
        return self.confirmed_at is None and now - self.acted_at > CONFIRM_WITHIN


def taking_down_rules(table: str, *, acted_by: str) -> list[models.BaseConstraint]:
    """Who confirms is another, and has a date. `table` prefixes the constraints' names."""
    return [
        models.CheckConstraint(
            condition=Q(confirmed_by=None) | ~Q(confirmed_by=F(acted_by)), name=f"{table}_four_eyes"
        ),
        models.CheckConstraint(
            condition=Q(confirmed_by=None, confirmed_at=None)
            | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            name=f"{table}_confirmed_pair",
        ),
    ]
