import re
import unicodedata

from django.db import models
from django.utils.translation import gettext_lazy as _

from .named import Named

# Legal forms and marks that the same firm is written with or without.
_LEGAL_FORM = re.compile(r"주식회사|유한회사|합자회사|합명회사|\((?:주|유|합)\)|㈜|㈲|\b(?:co|ltd|inc|corp)\b\.?", re.I)


def firm_match_name(name: str) -> str:
    """The part of a firm's name that identifies it: «두산건설 주식회사» and «(주)두산건설» are one."""
    stripped = _LEGAL_FORM.sub("", name)
    return re.sub(r"[\s.,·\-()]+", "", unicodedata.normalize("NFKC", stripped)).casefold()


def registration_digits(number: str) -> str:
    """A business registration number without its hyphens; empty where there is none."""
    return re.sub(r"\D", "", number)


class FirmQuerySet(models.QuerySet["Firm"]):
    def matching(self, *, name: str, registration_number: str) -> "Firm | None":
        """The firm these words mean: by registration number, else by name where it is the only one."""
        digits = registration_digits(registration_number)
        if digits:
            exact = self.filter(registration_number=digits).first()
            if exact is not None:
                return exact
        same_name = self.filter(match_name=firm_match_name(name))
        if digits:
            same_name = same_name.filter(registration_number="")
        found = list(same_name[:2])
        return found[0] if len(found) == 1 else None


class Firm(Named):
    """A firm that a released disclosure names, so that a contractor is one thing and not a string."""

    registration_number = models.CharField(
        _("business registration number"), max_length=20, blank=True, default="", db_default=""
    )
    match_name = models.CharField(_("name for matching"), max_length=200, editable=False, db_index=True)

    objects = FirmQuerySet.as_manager()

    class Meta:
        verbose_name = _("firm")
        verbose_name_plural = _("firms")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration_number"],
                condition=~models.Q(registration_number=""),
                name="sites_firm_registration_number_once",
            )
        ]
