import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.models import ConstructionSite, Department


class ReleaseState(models.TextChoices):
    RELEASED = "released", _("current")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ERASED = "erased", _("erased")


# The states whose content citizens can read, and those of which only the header is left.
READABLE = (ReleaseState.RELEASED, ReleaseState.SUPERSEDED)
TAKEN_DOWN = (ReleaseState.WITHDRAWN, ReleaseState.ERASED)


class Source(models.TextChoices):
    """Where the content came from; shown beside it."""

    OFFICIAL = "official", _("entered by the department")
    ONE_PMIS = "one-pmis", _("One-PMIS, Seoul Open Data")
    ALLIMI_LISTS = "allimi-lists", _("public lists of Seoul’s Allimi")
    DEMO = "demo", _("invented for demonstration")


class ReleaseQuerySet(models.QuerySet["Release"]):
    def current(self) -> "ReleaseQuerySet":
        return self.filter(state=ReleaseState.RELEASED)

    def newest_first(self) -> "ReleaseQuerySet":
        return self.order_by("-released_at", "-id")

    def gone(self) -> "ReleaseQuerySet":
        """Versions that were taken down of items of which nothing is current, what went last first."""
        current = Release.objects.current().filter(item=models.OuterRef("item"))
        return self.filter(~models.Exists(current), state__in=TAKEN_DOWN).order_by("-ended_at")

    def for_site(self, site: ConstructionSite) -> "ReleaseQuerySet":
        return self.filter(site=site)

    def versions_of(self, item: uuid.UUID) -> "ReleaseQuerySet":
        """Every version of one item, the newest first, taken-down ones included."""
        return self.filter(item=item).order_by("-version")


class Release(models.Model):
    """The header of one released version: what it is, whose, since when. The content is its kind's row.

    Of a withdrawn or erased release this header stays as the tombstone, and the content is gone.
    """

    site = models.ForeignKey(
        ConstructionSite,
        on_delete=models.PROTECT,
        related_name="releases",
        db_index=False,  # disclosures_release_of_site begins with it
        verbose_name=_("site"),
    )
    kind = models.CharField(_("kind"), max_length=30)
    item = models.UUIDField(_("item"))
    version = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=ReleaseState, default=ReleaseState.RELEASED)
    as_of_on = models.DateField(_("as of"))
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="+", verbose_name=_("source department")
    )
    source = models.CharField(_("source"), max_length=20, choices=Source)
    correction_reason = models.CharField(
        _("reason of the correction"), max_length=500, blank=True, default="", db_default=""
    )
    submitted_post = models.CharField(_("submitted by"), max_length=200)
    # The supervisor's, where a contractor reported; empty where the department entered it itself.
    confirmed_post = models.CharField(_("confirmed by"), max_length=200, blank=True, default="", db_default="")
    approved_post = models.CharField(_("approved by"), max_length=200)
    # By a rule that an administrator chose for this kind and source, without an official who looked at it.
    is_automatic = models.BooleanField(_("approved automatically"), default=False, db_default=False)
    released_at = models.DateTimeField(_("released"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    digest = models.CharField(_("salted digest"), max_length=64)

    objects = ReleaseQuerySet.as_manager()

    # All but the state is history.
    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "UPDATE (state, ended_at)")

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="disclosures_release_version_once"),
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(state="released"), name="disclosures_release_one_current"
            ),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="disclosures_release_version_from_one"),
            models.CheckConstraint(
                condition=models.Q(version=1) | ~models.Q(correction_reason=""),
                name="disclosures_release_correction_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state="released", ended_at=None)
                | (~models.Q(state="released") & models.Q(ended_at__isnull=False)),
                name="disclosures_release_ended_when_not_current",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "kind", "state", "-as_of_on"], name="disclosures_release_of_site"),
            models.Index(
                fields=["-released_at", "-id"],
                condition=models.Q(state="released"),
                name="disclosures_release_newest",
            ),
            # What feeds list: the newest of a kind, and what went last.
            models.Index(
                fields=["kind", "-released_at", "-id"],
                condition=models.Q(state="released"),
                name="disclosures_release_of_kind",
            ),
            models.Index(
                fields=["-ended_at"],
                condition=models.Q(state__in=TAKEN_DOWN),
                name="disclosures_release_taken_down",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item} v{self.version}"

    @property
    def is_current(self) -> bool:
        return self.state == ReleaseState.RELEASED

    @property
    def is_readable(self) -> bool:
        return self.state in READABLE
