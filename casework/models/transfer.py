from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from complaints.deadlines import TransferTo
from sites.models import Department

from .case import Case


class Transfer(models.Model):
    """A case went to whom it belongs: within what time the law wants that, and when it did."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="transfers")
    to = models.CharField(_("to"), max_length=15, choices=TransferTo)
    from_department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, related_name="+")
    authority = models.CharField(_("authority"), max_length=200, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=500)
    due_at = models.DateTimeField(_("by law until"))
    made_at = models.DateTimeField(_("transferred"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "DELETE")

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        default_permissions = ()
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(department=None) & ~models.Q(authority="")
                | models.Q(department__isnull=False, authority=""),
                name="casework_transfer_somewhere",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.to}"

    @property
    def was_late(self) -> bool:
        return self.made_at > self.due_at
