from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .case import Case


class ContactBox(models.Model):
    """Who wrote and how they are reached, encrypted (casework.contacts). Gone when its time is over."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="contact_box", primary_key=True)
    sealed = models.BinaryField(_("sealed content"))

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.case_id)


class Look(models.Model):
    """Somebody opened a contact, with the reason given. Kept as long as the audit keeps looks."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=200)
    looked_at = models.DateTimeField(_("looked"))

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT",)

    class Meta:
        verbose_name = _("look at a contact")
        verbose_name_plural = _("looks at contacts")
        default_permissions = ()
        ordering = ["-looked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.by_id}"
