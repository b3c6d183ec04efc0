from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from desk.models import Official
from disclosures.models import Release
from newsletters.models import Bulletin, BulletinKind, Section
from sites.models import ConstructionSite, Department


class DraftState(models.TextChoices):
    WRITING = "writing", _("being written")
    SUBMITTED = "submitted", _("waits for another official")
    RETURNED = "returned", _("returned")
    RELEASED = "released", _("released")


# In which it may be changed.
OPEN = (DraftState.WRITING, DraftState.RETURNED)


class BulletinDraftQuerySet(models.QuerySet["BulletinDraft"]):
    def submitted(self) -> Self:
        return self.filter(state=DraftState.SUBMITTED)

    def with_words(self) -> Self:
        return self.select_related("department", "submitted_by", "decided_by", "bulletin").prefetch_related("texts")


class BulletinDraft(models.Model):
    """A newsletter, press release or notice on its way to the public. An issue of a month is drafted by itself."""

    kind = models.CharField(_("type"), max_length=10, choices=BulletinKind, default=BulletinKind.NOTICE)
    month = models.DateField(_("month"), null=True, blank=True, editable=False)  # of an issue: the first day of it
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name=_("department"))
    sites = models.ManyToManyField(
        ConstructionSite, related_name="+", blank=True, verbose_name=_("sites that it concerns")
    )
    state = models.CharField(_("state"), max_length=10, choices=DraftState, default=DraftState.WRITING)
    created_at = models.DateTimeField(_("made"))
    submitted_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    decided_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True)
    returned_because = models.CharField(_("why it was returned"), max_length=500, blank=True, default="")
    bulletin = models.OneToOneField(Bulletin, on_delete=models.PROTECT, null=True, related_name="draft")

    objects = BulletinDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("newsletter, press release or notice")
        verbose_name_plural = _("newsletters, press releases and notices")
        default_permissions = ("view", "add", "change")
        permissions = [("release_bulletin", "Can release newsletters, press releases and notices")]
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["month"], name="newsroom_draft_one_issue_a_month"),
            models.CheckConstraint(
                condition=Q(kind="issue", month__isnull=False) | (~Q(kind="issue") & Q(month=None)),
                name="newsroom_draft_month_of_issue",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("submitted_by")), name="newsroom_draft_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(state="released", bulletin__isnull=False) | (~Q(state="released") & Q(bulletin=None)),
                name="newsroom_draft_released_as_bulletin",
            ),
        ]

    def __str__(self) -> str:
        label = BulletinKind(self.kind).label
        return f"{label} {self.month:%Y-%m}" if self.month else f"{label} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_issue(self) -> bool:
        return self.kind == BulletinKind.ISSUE

    @property
    def title(self) -> str:
        """In the city's language, else in any that is written."""
        titles = {text.language: text.title for text in self.texts.all()}
        return titles.get(settings.LANGUAGE_CODE) or next(iter(titles.values()), "")


class DraftText(models.Model):
    """Title and words in one language. A language without a row gets the city's own."""

    draft = models.ForeignKey(BulletinDraft, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(
        _("text"),
        help_text=_(
            "An empty line begins a paragraph, “## ” in front of a line makes it a heading, “- ” an item of a list."
        ),
    )

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["draft", "language"], name="newsroom_text_once")]

    def __str__(self) -> str:
        return self.title


class DraftItem(models.Model):
    """An item of an issue in one language, as it was drafted or rewritten. What is unticked stays out."""

    draft = models.ForeignKey(BulletinDraft, on_delete=models.CASCADE, related_name="items")
    language = models.CharField(_("language"), max_length=10)
    section = models.CharField(_("part"), max_length=12, choices=Section)
    position = models.PositiveSmallIntegerField(_("order"))
    is_kept = models.BooleanField(_("in the issue"), default=True)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), blank=True, default="")
    path = models.CharField(_("address"), max_length=200)
    site = models.ForeignKey(ConstructionSite, on_delete=models.PROTECT, related_name="+", null=True)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        default_permissions = ()
        ordering = ["language", "position"]

    def __str__(self) -> str:
        return self.title
