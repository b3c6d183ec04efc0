import datetime
from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _


class Use(models.TextChoices):
    """What is counted. The comments say what `key` tells one from another by."""

    VISIT = "visit", _("visits")  # none: a reader who came from elsewhere
    PAGE = "page", _("pages read")  # the name of the page's view
    LANGUAGE = "language", _("languages")  # of the page
    SITE = "site", _("pages of sites")  # project code
    SEARCH = "search", _("searches")  # none
    EMPTY_SEARCH = "empty-search", _("searches without results")  # none
    DOWNLOAD = "download", _("downloads")  # csv, json, pdf
    FEED = "feed", _("feeds and calendars fetched")  # atom, calendar
    # The name of the page's view and its language, as in "disclosures:home ko".
    USEFUL = "useful", _("said to be useful")
    NOT_USEFUL = "not-useful", _("said not to be useful")


class UseCountQuerySet(models.QuerySet["UseCount"]):
    def between(self, first: datetime.date, last: datetime.date) -> Self:
        return self.filter(used_on__range=(first, last))

    def of(self, what: Use) -> Self:
        return self.filter(what=what)

    def of_sites(self, codes: "models.QuerySet | Iterable[str]") -> Self:
        """Pages of the sites with these project codes."""
        return self.filter(what=Use.SITE, key__in=codes)

    def by_day(self) -> dict[datetime.date, dict[str, int]]:
        """The number of each thing counted on each day that has one."""
        found: dict[datetime.date, dict[str, int]] = {}
        for day, what, number in self.order_by().values_list("used_on", "what").annotate(sum=Sum("number")):
            found.setdefault(day, {})[what] = number
        return found

    def by_key(self) -> list[tuple[str, int]]:
        """The number of each key, the most first."""
        return list(self.order_by().values_list("key").annotate(sum=Sum("number")).order_by("-sum", "key"))


class UseCount(models.Model):
    """How often something was used on a day, as it was added up in the DMZ."""

    what = models.CharField(_("what"), max_length=12, choices=Use)
    key = models.CharField(_("which"), max_length=60, blank=True)
    used_on = models.DateField(_("day"))
    number = models.PositiveIntegerField(_("number"))

    objects = UseCountQuerySet.as_manager()

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "UPDATE (number)")

    class Meta:
        verbose_name = _("use of the pages")
        verbose_name_plural = _("use of the pages")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["what", "used_on", "key"], name="usage_count_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.key} {self.used_on}"
