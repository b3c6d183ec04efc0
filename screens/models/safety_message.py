import datetime
from collections.abc import Collection
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sites.models import ConstructionSite, Department, WorkType

from .weather_warning import Weather

# At five metres a line holds some 30 Hangul syllables, and a screen eight lines: what is longer is read by nobody.
LONGEST_TITLE = 40  # characters
LONGEST_TEXT = 200


class MessageState(models.TextChoices):
    RELEASED = "released", _("current")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Occasion(models.Model):
    """When and where a safety message is shown: as proposed at the desk, and as released."""

    work_type = models.CharField(_("work type"), max_length=30, choices=WorkType, blank=True, default="", db_default="")
    weather = models.CharField(_("weather"), max_length=10, choices=Weather, blank=True, default="", db_default="")
    # Of each year; empty for all.
    months = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(12)]),
        verbose_name=_("months"),
        blank=True,
        default=list,
        db_default=[],
    )
    begins_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    # Where no site is named: on the screens of every site, or of the department's.
    is_citywide = models.BooleanField(_("at every site of the city"), default=False, db_default=False)

    class Meta:
        abstract = True


def occasion_rules(table: str) -> list[models.BaseConstraint]:
    """The CHECKs of a table with an occasion; `table` prefixes their names."""
    return [
        models.CheckConstraint(
            condition=Q(begins_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("begins_on")),
            name=f"{table}_ends_after_beginning",
        ),
        models.CheckConstraint(condition=Q(site=None) | Q(is_citywide=False), name=f"{table}_one_site_or_all"),
    ]


class SafetyMessageQuerySet(models.QuerySet["SafetyMessage"]):
    def current(self, today: datetime.date) -> Self:
        """Released and not past its last day; some wait for their season or their weather."""
        return self.filter(state=MessageState.RELEASED).filter(Q(ends_on=None) | Q(ends_on__gte=today))

    def shown_at(self, site: ConstructionSite, *, today: datetime.date, weathers: Collection[str]) -> Self:
        """What the site's screen shows on a day, in these weathers: first what they call for, then its own."""
        here = Q(site=site) | Q(site=None, is_citywide=True)
        if site.department_id is not None:
            here |= Q(site=None, department=site.department_id)
        found = self.current(today).filter(
            here,
            Q(begins_on=None) | Q(begins_on__lte=today),
            Q(months=[]) | Q(months__contains=[today.month]),
            work_type__in=("", site.work_type),
            weather__in=("", *weathers),
        )
        return found.order_by("-weather", models.F("site").desc(nulls_last=True), "-released_at", "-pk")

    def taken_down_since(self, day: datetime.date) -> Self:
        return self.filter(state=MessageState.WITHDRAWN, ended_at__date__gte=day).order_by("-ended_at")

    def with_words(self) -> Self:
        """Texts, department and site in two statements; the pictures' bytes stay where they are."""
        return self.select_related("department", "site").prefetch_related("texts", "pictures")


class SafetyMessage(Occasion):
    """The header of a released safety message. Its words and its picture are rows of their own, which a withdrawal
    deletes; the header stays as the tombstone. What is to be said otherwise is released as another message."""

    site = models.ForeignKey(
        ConstructionSite,
        on_delete=models.PROTECT,
        null=True,
        related_name="safety_messages",
        db_index=False,  # screens_message_of_site begins with it
        verbose_name=_("site"),
    )
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name=_("department"))
    state = models.CharField(_("state"), max_length=10, choices=MessageState, default=MessageState.RELEASED)
    submitted_post = models.CharField(_("submitted by"), max_length=200)
    approved_post = models.CharField(_("approved by"), max_length=200)
    released_at = models.DateTimeField(_("released"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    ground = models.CharField(_("ground"), max_length=500, blank=True, default="", db_default="")

    objects = SafetyMessageQuerySet.as_manager()

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "UPDATE (state, ended_at, ground)")

    class Meta:
        verbose_name = _("safety message")
        verbose_name_plural = _("safety messages")
        default_permissions = ()
        constraints = [
            *occasion_rules("screens_message"),
            models.CheckConstraint(
                condition=Q(state="released", ended_at=None, ground="")
                | (Q(state="withdrawn", ended_at__isnull=False) & ~Q(ground="")),
                name="screens_message_ended_with_ground",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "state"], name="screens_message_of_site"),
            models.Index(fields=["state", "ends_on"], name="screens_message_current"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def is_shown(self) -> bool:
        return self.state == MessageState.RELEASED

    def words_in(self, language: str) -> "SafetyText | None":
        """The words in that language; None where nobody wrote them. Reads what `with_words` fetched."""
        return next((text for text in self.texts.all() if text.language == language), None)


class SafetyText(models.Model):
    """A message's words in one language."""

    message = models.ForeignKey(
        SafetyMessage, on_delete=models.PROTECT, related_name="texts", db_index=False, verbose_name=_("safety message")
    )
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    text = models.CharField(_("text"), max_length=LONGEST_TEXT)

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "DELETE")

    class Meta:
        verbose_name = _("text of a safety message")
        verbose_name_plural = _("texts of safety messages")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["message", "language"], name="screens_text_once")]

    def __str__(self) -> str:
        return self.title


class SafetyPictureManager(models.Manager["SafetyPicture"]):
    """Lists read no bytes."""

    def get_queryset(self) -> models.QuerySet["SafetyPicture"]:
        return super().get_queryset().defer("content")


class SafetyPicture(models.Model):
    """A message's picture, as the desk cleaned it (JPEG). It supports the words and says nothing that they do not."""

    message = models.ForeignKey(
        SafetyMessage,
        on_delete=models.PROTECT,
        related_name="pictures",
        db_index=False,  # screens_picture_once is one
        verbose_name=_("safety message"),
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    width = models.PositiveIntegerField(_("width"))  # pixels
    height = models.PositiveIntegerField(_("height"))
    content = models.BinaryField(_("content"))

    objects = SafetyPictureManager()

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "DELETE")

    class Meta:
        verbose_name = _("picture of a safety message")
        verbose_name_plural = _("pictures of safety messages")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["message"], name="screens_picture_once")]

    def __str__(self) -> str:
        return self.sha256[:12]
