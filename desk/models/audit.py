from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Value
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """Who did what, when, to what. Appended inside the transaction it tells of, and never changed."""

    occurred_at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False, null=True
    )
    action = models.CharField(_("action"), max_length=50)
    subject = models.CharField(_("subject"), max_length=200)
    details = models.JSONField(_("details"), default=dict)

    # The application's role may append and read, and nothing else.
    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT",)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject", "-id"], name="desk_audit_subject"),
            # The site or the item, whatever is said of it: subjects are “kind:item:version”, “site:code” and so on.
            models.Index(
                Func(F("subject"), Value(":"), Value(2), function="split_part"), F("id").desc(), name="desk_audit_about"
            ),
            models.Index(fields=["by", "-id"], name="desk_audit_by"),
            models.Index(fields=["action", "-id"], name="desk_audit_action"),
            models.Index(fields=["occurred_at"], name="desk_audit_occurred"),
        ]

    def __str__(self) -> str:
        return f"{self.occurred_at:%Y-%m-%d %H:%M} {self.action} {self.subject}"
