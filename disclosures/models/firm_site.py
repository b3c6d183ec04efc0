from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.models import ConstructionSite, Firm

from .involvement import InvolvementRole


class FirmSite(models.Model):
    """A disclosed site in which a firm has a part by what is current: what the firm's page counts and lists.

    Derived from the involvements and written with the releases that change them, so that a firm's page reads one
    narrow index and not each release that names the firm.
    """

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey(ConstructionSite, on_delete=models.PROTECT, related_name="firm_parts")
    role = models.CharField(_("role"), max_length=30, choices=InvolvementRole)

    class Meta:
        verbose_name = _("site of a firm")
        verbose_name_plural = _("sites of firms")
        constraints = [models.UniqueConstraint(fields=["firm", "role", "site"], name="disclosures_firm_site_once")]

    def __str__(self) -> str:
        return f"{self.firm} ({self.role})"
