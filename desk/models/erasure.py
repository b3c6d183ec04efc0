from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .taking_down import TakingDown, taking_down_rules


class Erasure(TakingDown):
    """An erasure by one approver, which a second confirms within a day.

    The content leaves the public tables at once. The desk's copy goes with the confirmation; until then
    a mistaken or malicious erasure can be mended by releasing the item anew.
    """

    ACTED_BY: ClassVar[str] = "erased_by"
    ACTED_AT: ClassVar[str] = "erased_at"

    erased_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    erased_at = models.DateTimeField(_("erased"))

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = taking_down_rules("desk_erasure", acted_by="erased_by")
