from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from .construction_site import ConstructionSite


class SearchEntry(models.Model):
    """What of a disclosed site is searched: its texts folded, the filters, the rank, and the tokens of all.

    Derived from the site and written with it by `sites.search.index`; a withdrawn site has none.
    """

    site = models.OneToOneField(
        ConstructionSite,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="search_entry",
        verbose_name=_("construction site"),
    )
    # Folded (sites.search.text), words apart by spaces, a space before the first: «% word%» is a word's start.
    name = models.TextField(_("name"))
    name_en = models.TextField(_("name in English"), blank=True, default="", db_default="")
    other = models.TextField(_("address, districts, department and firms"), blank=True, default="", db_default="")
    squeezed = models.TextField(_("name without spaces"))
    initials = models.TextField(_("initial consonants of the name"))
    districts = ArrayField(models.CharField(max_length=10), verbose_name=_("districts"), default=list)
    work_type = models.CharField(_("work type"), max_length=30)
    status = models.CharField(_("status"), max_length=10)
    department_id = models.BigIntegerField(_("department"), null=True)
    is_done = models.BooleanField(_("completed"))
    contract_amount = models.BigIntegerField(_("contract amount"), null=True)
    starts_on = models.DateField(_("start"), null=True)
    ends_on = models.DateField(_("planned completion"), null=True)
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True)
    # A day and not a time: a site that releases ten times a day is written here once.
    updated_on = models.DateField(_("last release"))
    tokens = ArrayField(models.IntegerField(), verbose_name=_("tokens"))

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = [
            # A row is found the moment it is there, and no search pays for a list of pending ones.
            GinIndex(fields=["tokens"], name="sites_search_tokens", fastupdate=False),
            models.Index(fields=["is_done", "-updated_on", "-site"], name="sites_search_rank"),
        ]

    def __str__(self) -> str:
        return self.name.strip()
