"""Private: safety messages on their way to the screens. What was released lies in `screens`."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from desk.models import ManagedSite, Official
from screens.models import SafetyMessage
from screens.models.safety_message import Occasion, occasion_rules
from sites.models import Department


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    RETURNED = "returned", _("returned")
    RELEASED = "released", _("released")


class SafetyProposalQuerySet(models.QuerySet["SafetyProposal"]):
    def proposed(self) -> Self:
        """What waits for a second official, the longest waiting first."""
        return self.filter(state=ProposalState.PROPOSED).order_by("proposed_at")

    def for_pages(self) -> Self:
        return self.select_related("site", "department", "proposed_by", "decided_by", "message")


class SafetyProposal(Occasion):
    """A safety message as one official wrote it; another releases or returns it. Written anew, it is another proposal
    that remembers whose hands were on the words."""

    site = models.ForeignKey(
        ManagedSite, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name=_("department"))
    # By language: {"ko": {"title": …, "text": …}}.
    words = models.JSONField(_("words"))
    picture = models.CharField(_("picture"), max_length=64, blank=True)  # a stored file's digest
    hands = ArrayField(models.BigIntegerField(), default=list)  # keys of the officials who wrote it
    state = models.CharField(_("state"), max_length=10, choices=ProposalState, default=ProposalState.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    returned_because = models.CharField(_("why it was returned"), max_length=500, blank=True)
    message = models.OneToOneField(
        SafetyMessage, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("safety message")
    )

    objects = SafetyProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("safety message")
        verbose_name_plural = _("safety messages")
        default_permissions = ("view", "add")
        ordering = ["-pk"]
        constraints = [
            *occasion_rules("safety_proposal"),
            # Four eyes: who decides has written none of it.
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | (~Q(hands__contains=[F("decided_by")]) & ~Q(decided_by=F("proposed_by"))),
                name="safety_proposal_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.PROPOSED, decided_by=None, decided_at=None)
                | (~Q(state=ProposalState.PROPOSED) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="safety_proposal_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.RELEASED) | Q(message__isnull=False), name="safety_proposal_released"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """In the city's language."""
        return str(self.words.get(settings.LANGUAGE_CODE, {}).get("title", ""))

    def has_hand_of(self, official: Official) -> bool:
        return official.pk in (*self.hands, self.proposed_by_id)
