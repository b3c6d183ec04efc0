import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .managed_site import ManagedSite


class SiteDuty(models.TextChoices):
    """What somebody is at a site; `desk.roles` says what that lets a role do there."""

    REPORTING = "reporting", _("field reporter")
    SUPERVISING = "supervising", _("supervisor")
    OFFICER = "officer", _("officer in charge")
    APPROVING = "approving", _("approver")


class SiteAssignmentQuerySet(models.QuerySet["SiteAssignment"]):
    def active(self, today: datetime.date) -> Self:
        """Begun, not over by its date, and not ended before it."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today, ended_at=None)

    def current_or_coming(self, today: datetime.date) -> Self:
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today), ended_at=None)

    def over(self, today: datetime.date) -> Self:
        """Ended, by its date or before, the newest first."""
        return self.exclude(pk__in=self.current_or_coming(today).values("pk")).order_by("-starts_on", "-id")

    def for_site(self, site: ManagedSite) -> Self:
        return self.filter(managed_site=site)


class SiteAssignment(models.Model):
    """Who is what at a site, from when to when. A row is ended and never deleted: it tells who was in charge."""

    official = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="site_assignments", verbose_name=_("person")
    )
    managed_site = models.ForeignKey(
        ManagedSite, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("site")
    )
    duty = models.CharField(_("duty at the site"), max_length=20, choices=SiteDuty)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(
        _("to"), null=True, blank=True, help_text=_("The last day; leave it empty where no end is set.")
    )
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)  # at once, whatever the dates say

    objects = SiteAssignmentQuerySet.as_manager()

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "UPDATE (ends_on, ended_at)")

    class Meta:
        verbose_name = _("site assignment")
        verbose_name_plural = _("site assignments")
        ordering = ["managed_site", "duty", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="desk_siteassignment_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["official", "managed_site", "duty"],
                condition=Q(ends_on=None, ended_at=None),
                name="desk_siteassignment_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.managed_site}: {self.get_duty_display()}"
