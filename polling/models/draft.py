from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from desk.models import Official
from sites.models import ConstructionSite, Department
from surveys.models import QuestionKind, Scope, Survey


class DraftState(models.TextChoices):
    WRITING = "writing", _("being written")
    SUBMITTED = "submitted", _("waits for another official")
    RETURNED = "returned", _("returned")
    RELEASED = "released", _("released")


# In which it may be changed.
OPEN = (DraftState.WRITING, DraftState.RETURNED)


class SurveyDraftQuerySet(models.QuerySet["SurveyDraft"]):
    def submitted(self) -> Self:
        return self.filter(state=DraftState.SUBMITTED).order_by("submitted_at")

    def for_pages(self) -> Self:
        return self.select_related("department", "site", "submitted_by", "decided_by", "survey")


class SurveyDraft(models.Model):
    """A survey on its way to the public: written by one official, released by another, never changed afterwards."""

    scope = models.CharField(_("for"), max_length=10, choices=Scope, default=Scope.CITY)
    site = models.ForeignKey(
        ConstructionSite, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name=_("department"))
    opens_on = models.DateField(_("first day"))
    closes_on = models.DateField(_("last day"))
    # By language: {"ko": {"title": …, "purpose": …}}.
    words: models.JSONField = models.JSONField(_("words"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=DraftState, default=DraftState.WRITING)
    created_at = models.DateTimeField(_("made"))
    submitted_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    decided_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True)
    returned_because = models.CharField(_("why it was returned"), max_length=500, blank=True, default="")
    survey = models.OneToOneField(Survey, on_delete=models.PROTECT, null=True, related_name="draft")

    objects = SurveyDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        default_permissions = ("view", "add", "change")
        permissions = [("release_survey", "Can release and withdraw surveys")]
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="polling_draft_closes_after_opening"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("submitted_by")), name="polling_draft_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(state="released", survey__isnull=False) | (~Q(state="released") & Q(survey=None)),
                name="polling_draft_released_as_survey",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def title(self) -> str:
        """In the city's language."""
        return str(self.words.get(settings.LANGUAGE_CODE, {}).get("title", ""))


class DraftQuestion(models.Model):
    """A question as it is written. Of a scale the choices are the words for its two ends, or none."""

    draft = models.ForeignKey(SurveyDraft, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("type"), max_length=10, choices=QuestionKind, default=QuestionKind.ONE)
    # By language: {"ko": {"question": …, "choices": [ … ]}}.
    words: models.JSONField = models.JSONField(_("words"), default=dict)

    class Meta:
        verbose_name = _("question of a survey")
        verbose_name_plural = _("questions of surveys")
        default_permissions = ()
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.words.get(settings.LANGUAGE_CODE, {}).get("question", ""))
