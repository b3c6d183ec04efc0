import datetime
import uuid
from collections.abc import Mapping
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from disclosures.kinds import kind_by_slug
from disclosures.models import Ground


class WithholdingDecisionQuerySet(models.QuerySet["WithholdingDecision"]):
    def for_items(self, items: list[uuid.UUID]) -> Self:
        return self.filter(item__in=items)

    def of_items(self, items: Mapping[str, models.QuerySet[Any, Any]]) -> Self:
        """Decisions about these items, given as subqueries by kind."""
        wanted = models.Q(pk__in=[])
        for kind, found in items.items():
            wanted |= models.Q(kind=kind, item__in=found)
        return self.filter(wanted)

    def due(self, today: datetime.date) -> Self:
        return self.filter(review_on__lte=today)


class WithholdingDecision(models.Model):
    """The decision that a field of an item is not disclosed. It binds every version released after it."""

    kind = models.CharField(_("kind"), max_length=30)
    item = models.UUIDField(_("item"))
    field = models.CharField(_("field"), max_length=50)
    ground = models.PositiveSmallIntegerField(_("legal ground"), choices=Ground)
    reason = models.CharField(_("reason"), max_length=500)
    review_on = models.DateField(_("review on"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    decided_at = models.DateTimeField(_("decided"), auto_now=True)

    objects = WithholdingDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("withholding decision")
        verbose_name_plural = _("withholding decisions")
        constraints = [models.UniqueConstraint(fields=["item", "field"], name="desk_withholding_once")]

    def __str__(self) -> str:
        return f"{self.what}: {self.get_ground_display()}"

    @property
    def what(self) -> str:
        """Kind and field in words."""
        kind = kind_by_slug(self.kind)
        names = {field.name: field.verbose_name for field in kind.fields}
        return f"{kind.title}, {names.get(self.field, self.field)}"
