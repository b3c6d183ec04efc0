"""Things with a name in the city's own language and in English."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Named(models.Model):
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True, default="", db_default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.localized_name

    @property
    def localized_name(self) -> str:
        """The English name for an English page where there is one, else the city's own."""
        return self.name_en if self.name_is_translated else self.name

    @property
    def name_is_translated(self) -> bool:
        return bool(self.name_en) and (get_language() or "").startswith("en")
