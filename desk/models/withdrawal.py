from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .taking_down import TakingDown, taking_down_rules


class Withdrawal(TakingDown):
    """A withdrawal by one approver, at any hour, which a second confirms within a day.

    The desk keeps the content: who does not agree has it corrected and released anew.
    """

    ACTED_BY: ClassVar[str] = "withdrawn_by"
    ACTED_AT: ClassVar[str] = "withdrawn_at"

    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn"))

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        constraints = taking_down_rules("desk_withdrawal", acted_by="withdrawn_by")
