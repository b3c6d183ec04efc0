from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.posts import PostKind
from sites.models import ConstructionSite, Department


class QuestionState(models.TextChoices):
    RELEASED = "released", _("current")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ERASED = "erased", _("erased")


class PublicQuestionQuerySet(models.QuerySet["PublicQuestion"]):
    def shown(self) -> Self:
        """What citizens can read, the newest first."""
        return self.filter(state=QuestionState.RELEASED).order_by("-asked_on", "-pk")

    def open(self) -> Self:
        """Those of them that wait for an answer: what somebody with the same question can follow."""
        return self.shown().filter(answered_on=None)

    def settled(self) -> Self:
        """Those that wait for no answer: there is one, or the question was taken down."""
        return self.exclude(state=QuestionState.RELEASED, answered_on=None)

    def of_site(self, site: ConstructionSite) -> Self:
        return self.filter(site=site)

    def narrowed(self, *, site: str, department: Department | None, post: str, is_answered: bool | None) -> Self:
        """Of the site with that code, of a department, of a kind, answered or not; each only where it is given."""
        found = self.filter(site__code=site) if site else self
        if department is not None:
            found = found.filter(department=department)
        if post:
            found = found.filter(post=post)
        if is_answered is not None:
            found = found.filter(answered_on__isnull=not is_answered)
        return found

    def with_words(self, words: str) -> Self:
        """Each word stands in the question, in its answer, or in the name or code of the site."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(content__title__icontains=word)
                | Q(content__text__icontains=word)
                | Q(answer__text__icontains=word)
                | Q(site__name__icontains=word)
                | Q(site__code__iexact=word)
            )
        return found

    def for_pages(self) -> Self:
        return self.select_related("content", "answer", "department", "site")

    def changed_since(self, change: int) -> Self:
        return self.filter(change__gt=change)


class PublicQuestion(models.Model):
    """The header of a question that its author let be published: of which site, of whom, since when.

    Question and answer are rows of their own, which can be deleted and never changed: after a withdrawal or an erasure
    this header stays as the tombstone.
    """

    site = models.ForeignKey(
        ConstructionSite,
        on_delete=models.PROTECT,
        null=True,
        related_name="questions",
        db_index=False,  # complaints_question_of_site begins with it
        verbose_name=_("site"),
    )
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name=_("department"))
    post = models.CharField(_("kind of post"), max_length=12, choices=[(each.value, each.value) for each in PostKind])
    language = models.CharField(_("language"), max_length=10)
    asked_on = models.DateField(_("asked"))
    answered_on = models.DateField(_("answered"), null=True)
    approved_post = models.CharField(_("approved by"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=QuestionState, default=QuestionState.RELEASED)
    released_at = models.DateTimeField(_("released"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    ground = models.CharField(_("ground"), max_length=500, blank=True, default="", db_default="")
    # Counts up with every change of any question, in the order in which they become visible: what page caches poll.
    change = models.BigIntegerField(_("change"), unique=True)

    objects = PublicQuestionQuerySet.as_manager()

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "UPDATE (state, ended_at, ground, answered_on, change)")

    class Meta:
        verbose_name = _("public question")
        verbose_name_plural = _("public questions")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(state="released", ended_at=None, ground="")
                | (~Q(state="released") & Q(ended_at__isnull=False) & ~Q(ground="")),
                name="complaints_question_ended_with_ground",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=models.F("asked_on")),
                name="complaints_question_answered_after_asked",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "state", "-asked_on"], name="complaints_question_of_site"),
            models.Index(fields=["state", "-asked_on"], name="complaints_question_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def is_shown(self) -> bool:
        return self.state == QuestionState.RELEASED


class QuestionContent(models.Model):
    """The question as released: what could name somebody was taken out of it."""

    question = models.OneToOneField(
        PublicQuestion, on_delete=models.PROTECT, related_name="content", primary_key=True, verbose_name=_("question")
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "DELETE")

    class Meta:
        verbose_name = _("text of a public question")
        verbose_name_plural = _("texts of public questions")
        default_permissions = ()

    def __str__(self) -> str:
        return self.title


class QuestionAnswer(models.Model):
    """The answer as released, with the post that gave it."""

    question = models.OneToOneField(
        PublicQuestion, on_delete=models.PROTECT, related_name="answer", primary_key=True, verbose_name=_("question")
    )
    text = models.TextField(_("answer"))
    answered_post = models.CharField(_("answered by"), max_length=200)

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "DELETE")

    class Meta:
        verbose_name = _("text of a public answer")
        verbose_name_plural = _("texts of public answers")
        default_permissions = ()

    def __str__(self) -> str:
        return self.answered_post
