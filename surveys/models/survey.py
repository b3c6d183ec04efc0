import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sites.models import ConstructionSite, Department


class Scope(models.TextChoices):
    """Whom a survey is for, and so where it is led to from."""

    CITY = "city", _("everyone in the city")
    SITE = "site", _("people around a site")
    ANSWER = "answer", _("people whom the city has answered")


class SurveyState(models.TextChoices):
    RELEASED = "released", _("current")
    WITHDRAWN = "withdrawn", _("withdrawn")


class SurveyQuerySet(models.QuerySet["Survey"]):
    def shown(self) -> Self:
        return self.filter(state=SurveyState.RELEASED).order_by("-closes_on", "-pk")

    def open_on(self, day: datetime.date) -> Self:
        """Those that can be answered, the one that ends first at the top."""
        return self.shown().filter(opens_on__lte=day, closes_on__gte=day).order_by("closes_on", "pk")

    def coming(self, day: datetime.date) -> Self:
        return self.shown().filter(opens_on__gt=day).order_by("opens_on", "pk")

    def over(self, day: datetime.date) -> Self:
        return self.shown().filter(closes_on__lt=day)

    def listed(self) -> Self:
        """Without those that the page of an answer leads to."""
        return self.exclude(scope=Scope.ANSWER)

    def after_answers(self) -> Self:
        return self.filter(scope=Scope.ANSWER)

    def of_site(self, code: str) -> Self:
        """About the site with that code, while it is public; all without one."""
        return self.filter(site__code=code, site__withdrawn_at=None) if code else self

    def for_pages(self) -> Self:
        """With title, department and site."""
        return self.select_related("department", "site").prefetch_related("texts")


class Survey(models.Model):
    """The header of a released survey. Its words, questions and sums are rows of their own, which a withdrawal deletes;
    the header stays as the tombstone. Questions never change: whoever answered must have answered the same."""

    scope = models.CharField(_("for"), max_length=10, choices=Scope)
    site = models.ForeignKey(
        ConstructionSite, on_delete=models.PROTECT, null=True, related_name="surveys", verbose_name=_("site")
    )
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name=_("department"))
    opens_on = models.DateField(_("first day"))
    closes_on = models.DateField(_("last day"))
    submitted_post = models.CharField(_("submitted by"), max_length=200)
    approved_post = models.CharField(_("approved by"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=SurveyState, default=SurveyState.RELEASED)
    released_at = models.DateTimeField(_("released"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    ground = models.CharField(_("ground"), max_length=500, blank=True, default="", db_default="")
    results_at = models.DateTimeField(_("results published"), null=True)
    # Persons, rounded as all numbers of the results (polling.rounding); null: not counted, or too few to be told.
    answered = models.PositiveIntegerField(_("answered"), null=True)
    asked = models.PositiveIntegerField(_("asked"), null=True)  # where the city knows it: of answers alone

    objects = SurveyQuerySet.as_manager()

    wall_grants: ClassVar[tuple[str, ...]] = (
        "INSERT",
        "UPDATE (state, ended_at, ground, results_at, answered, asked)",
    )

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="surveys_survey_closes_after_opening"
            ),
            models.CheckConstraint(
                condition=Q(scope=Scope.SITE, site__isnull=False) | (~Q(scope=Scope.SITE) & Q(site=None)),
                name="surveys_survey_site_of_scope",
            ),
            models.CheckConstraint(
                condition=Q(state="released", ended_at=None, ground="")
                | (Q(state="withdrawn", ended_at__isnull=False) & ~Q(ground="")),
                name="surveys_survey_ended_with_ground",
            ),
            models.CheckConstraint(
                condition=Q(results_at__isnull=False) | Q(answered=None, asked=None),
                name="surveys_survey_numbers_are_results",
            ),
        ]
        indexes = [models.Index(fields=["state", "closes_on"], name="surveys_survey_by_end")]

    def __str__(self) -> str:
        return f"{self.pk} {self.scope}"

    def get_absolute_url(self) -> str:
        return reverse("surveys:survey-detail", args=[self.pk])

    @property
    def is_shown(self) -> bool:
        return self.state == SurveyState.RELEASED

    def is_open_on(self, day: datetime.date) -> bool:
        return self.is_shown and self.opens_on <= day <= self.closes_on

    @property
    def text(self) -> "SurveyText | None":
        """In the language that is set, else in the city's own, else in any; None after a withdrawal."""
        texts = {text.language: text for text in self.texts.all()}
        found = texts.get(get_language() or "") or texts.get(settings.LANGUAGE_CODE)
        return found or next(iter(texts.values()), None)


class SurveyText(models.Model):
    """A survey's title, and what it is for, in one language."""

    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, related_name="texts", db_index=False, verbose_name=_("survey")
    )
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=100)
    purpose = models.TextField(_("what it is for"))

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "DELETE")

    class Meta:
        verbose_name = _("text of a survey")
        verbose_name_plural = _("texts of surveys")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["survey", "language"], name="surveys_text_once")]

    def __str__(self) -> str:
        return self.title
