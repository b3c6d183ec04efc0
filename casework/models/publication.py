from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.models import PublicQuestion

from .case import Case


class PublicationState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    RETURNED = "returned", _("returned")
    RELEASED = "released", _("released")


class PublicationQuerySet(models.QuerySet["Publication"]):
    def proposed(self) -> Self:
        """What waits for a second official, the longest waiting first."""
        return self.filter(state=PublicationState.PROPOSED).order_by("proposed_at")

    def for_pages(self) -> Self:
        return self.select_related("case__department", "case__site", "proposed_by", "decided_by", "question")


class Publication(models.Model):
    """A case's question, or its answer, on its way to the public: redacted by one official, released by another.

    The first releases the question (with the answer, where there is one); a later one adds the answer.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="publications", verbose_name=_("case"))
    question = models.ForeignKey(
        PublicQuestion, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("public question")
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("question"))
    answer = models.TextField(_("answer"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=PublicationState, default=PublicationState.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    returned_because = models.CharField(_("why it was returned"), max_length=500, blank=True, default="")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="casework_publication_one_open", condition=Q(state=PublicationState.PROPOSED)
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("proposed_by")), name="casework_publication_four_eyes"),
            models.CheckConstraint(
                condition=Q(state=PublicationState.PROPOSED, decided_by=None, decided_at=None)
                | (~Q(state=PublicationState.PROPOSED) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="casework_publication_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state=PublicationState.RELEASED) | Q(question__isnull=False),
                name="casework_publication_released",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"
