from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sites.models import ConstructionSite, Department

from .content import BulletinText


class BulletinKind(models.TextChoices):
    ISSUE = "issue", _("newsletter")
    PRESS = "press", _("press release")
    NOTICE = "notice", _("notice")


class BulletinState(models.TextChoices):
    RELEASED = "released", _("current")
    WITHDRAWN = "withdrawn", _("withdrawn")


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    def shown(self) -> Self:
        """What citizens can read, the newest first."""
        return self.filter(state=BulletinState.RELEASED).order_by("-released_at", "-pk")

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind) if kind else self

    def of_site(self, code: str) -> Self:
        """That concern the site with that code; all without one."""
        return self.filter(sites__code=code) if code else self

    def for_pages(self) -> Self:
        """With their words in every language."""
        return self.select_related("department").prefetch_related("texts")

    def changed_since(self, change: int) -> Self:
        return self.filter(change__gt=change).order_by("change")


class Bulletin(models.Model):
    """The header of what was released: what it is, whose, since when, and which sites it concerns.

    Its words are rows of their own, which can be deleted and never changed; after a withdrawal this header stays as
    the tombstone.
    """

    kind = models.CharField(_("type"), max_length=10, choices=BulletinKind)
    month = models.DateField(_("month"), null=True)  # of an issue: the first day of it
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name=_("department"))
    sites = models.ManyToManyField(ConstructionSite, related_name="bulletins", verbose_name=_("sites"))
    approved_post = models.CharField(_("approved by"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=BulletinState, default=BulletinState.RELEASED)
    released_at = models.DateTimeField(_("released"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    ground = models.CharField(_("ground"), max_length=500, blank=True, default="", db_default="")
    # Counts up with every change of any bulletin, in the order in which they become visible: what page caches poll.
    change = models.BigIntegerField(_("change"), unique=True)

    objects = BulletinQuerySet.as_manager()

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "UPDATE (state, ended_at, ground, change)")

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(state="released", ended_at=None, ground="")
                | (~Q(state="released") & Q(ended_at__isnull=False) & ~Q(ground="")),
                name="newsletters_bulletin_ended_with_ground",
            ),
            models.CheckConstraint(
                condition=Q(kind="issue", month__isnull=False) | (~Q(kind="issue") & Q(month=None)),
                name="newsletters_bulletin_month_of_issue",
            ),
            models.UniqueConstraint(
                fields=["month"], condition=Q(state="released"), name="newsletters_bulletin_one_issue_a_month"
            ),
        ]
        indexes = [models.Index(fields=["state", "-released_at"], name="newsletters_bulletin_newest")]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"

    def get_absolute_url(self) -> str:
        return reverse("newsletters:bulletin-detail", args=[self.pk])

    @property
    def is_shown(self) -> bool:
        return self.state == BulletinState.RELEASED

    @property
    def is_issue(self) -> bool:
        return self.kind == BulletinKind.ISSUE

    def text_in(self, language: str) -> BulletinText | None:
        """The words in that language, else in the city's own, else in any; None after a withdrawal."""
        texts = {text.language: text for text in self.texts.all()}
        return texts.get(language) or texts.get(settings.LANGUAGE_CODE) or next(iter(texts.values()), None)
