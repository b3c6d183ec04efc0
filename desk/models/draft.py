import uuid
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from disclosures.models import Release, Source

from .managed_site import ManagedSite
from .official import Official


class DraftState(models.TextChoices):
    DRAFT = "draft", _("draft")
    REPORTED = "reported", _("reported to the supervisor")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    RELEASED = "released", _("released")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ERASED = "erased", _("erased")


# Still on the desk, and may be edited; what was handed in only after it comes back.
OPEN = (DraftState.DRAFT, DraftState.REPORTED, DraftState.SUBMITTED, DraftState.RETURNED)
HANDED_IN = (DraftState.REPORTED, DraftState.SUBMITTED)
EDITABLE = (DraftState.DRAFT, DraftState.RETURNED)


class DraftQuerySet(models.QuerySet["Draft"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def editable(self) -> Self:
        return self.filter(state__in=EDITABLE)

    def submitted(self) -> Self:
        return self.filter(state=DraftState.SUBMITTED)

    def reported(self) -> Self:
        """What a supervisor has to confirm."""
        return self.filter(state=DraftState.REPORTED)

    def for_site(self, site: ManagedSite) -> Self:
        return self.filter(managed_site=site)

    def waiting_first(self) -> Self:
        """The longest waiting first."""
        return self.order_by("submitted_at", "id")


class Draft(models.Model):
    """A working row: one version of one item, from the first keystroke to whatever became of it.

    Its content columns come from the kind's Fields. Of one item at most one version is open at a time.
    Foreign keys have no index of their own: nobody looks for drafts by them, and an import writes all of it.
    """

    managed_site = models.ForeignKey(
        ManagedSite, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("site")
    )
    item = models.UUIDField(_("item"), default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=DraftState, default=DraftState.DRAFT, editable=False)
    as_of_on = models.DateField(_("as of"))
    source_department = models.ForeignKey(
        "sites.Department",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("source department"),
    )
    source = models.CharField(_("source"), max_length=20, choices=Source, default=Source.OFFICIAL, editable=False)
    correction_reason = models.CharField(
        _("reason of the correction"),
        max_length=500,
        blank=True,
        help_text=_("Citizens read it beside the new version. Needed from the second version on."),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False
    )
    # Who edited this version before `entered_by` did (keys of officials): they may not approve it either.
    earlier_editors = ArrayField(models.BigIntegerField(), default=list, db_default=[], editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False, null=True
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    # The supervisor between an outside reporter and the approver; empty for what officials enter themselves.
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False, null=True
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False, null=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    return_reason = models.CharField(_("reason of the return"), max_length=500, blank=True, editable=False)
    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="+", null=True, editable=False)

    objects = DraftQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-as_of_on", "-id"]
        indexes = [
            models.Index(fields=["managed_site", "state", "-as_of_on"], name="%(app_label)s_%(class)s_site"),
            models.Index(fields=["submitted_at"], condition=Q(state="submitted"), name="%(app_label)s_%(class)s_queue"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="%(app_label)s_%(class)s_version_once"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state__in=OPEN), name="%(app_label)s_%(class)s_one_open"
            ),
            # Four eyes: who decides has neither entered, edited, submitted nor confirmed.
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | (
                    ~Q(decided_by=F("submitted_by"))
                    & ~Q(decided_by=F("entered_by"))
                    & ~Q(earlier_editors__contains=[F("decided_by")])
                    & (Q(confirmed_by=None) | ~Q(decided_by=F("confirmed_by")))
                ),
                name="%(app_label)s_%(class)s_four_eyes",
            ),
            # Nor does a supervisor confirm what he or she had a hand in.
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | (
                    ~Q(confirmed_by=F("submitted_by"))
                    & ~Q(confirmed_by=F("entered_by"))
                    & ~Q(earlier_editors__contains=[F("confirmed_by")])
                ),
                name="%(app_label)s_%(class)s_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="%(app_label)s_%(class)s_confirmed_pair",
            ),
            models.CheckConstraint(
                condition=Q(submitted_by=None, submitted_at=None)
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="%(app_label)s_%(class)s_submitted_pair",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="%(app_label)s_%(class)s_decided_pair",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "reported", "submitted", "returned"]) | Q(release__isnull=False),
                name="%(app_label)s_%(class)s_released_has_release",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.as_of_on} v{self.version}"

    def has_hand_of(self, official: Official | AnonymousUser) -> bool:
        """Whether this official entered, edited, submitted or confirmed this version, and so may not decide on it."""
        hands = (self.entered_by_id, self.submitted_by_id, self.confirmed_by_id, *self.earlier_editors)
        return official.pk in hands

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def may_be_discarded(self) -> bool:
        """Whether nobody was ever asked to decide on it; what was handed in once is part of the record."""
        return self.state == DraftState.DRAFT and self.submitted_by_id is None
