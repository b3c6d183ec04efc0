import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.deadlines import StatutoryType
from complaints.posts import PostKind
from desk.models import ManagedSite, Official
from sites.models import Department

from .arrival import Arrival


class CaseState(models.TextChoices):
    NEW = "new", pgettext_lazy("a case", "new")  # nobody is in charge yet
    HANDLING = "handling", _("being handled")
    ASKED_BACK = "asked-back", _("waiting for the citizen")
    SUBMITTED = "submitted", _("answer waits for the head")
    ELSEWHERE = "elsewhere", _("handled in another channel")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")


OPEN = (CaseState.NEW, CaseState.HANDLING, CaseState.ASKED_BACK, CaseState.SUBMITTED, CaseState.ELSEWHERE)
# Where somebody here can go on by himself.
IN_HAND = (CaseState.NEW, CaseState.HANDLING, CaseState.SUBMITTED)


class Ending(models.TextChoices):
    """How a case was closed without an answer of its own."""

    MERGED = "merged", _("answered together with the same question of others")  # Decree 6(6)
    TRANSFERRED = "transferred", _("sent on to another authority")  # Act 16, Decree 13(3)
    REPEATED = "repeated", _("closed after two answers to the same")  # Act 23(1)
    WITHDRAWN = "withdrawn", _("withdrawn by the citizen")  # Act 22(2)


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def due_first(self) -> Self:
        """What is due first on top; where the clock stands still, behind."""
        return self.order_by(F("stopped_at").asc(nulls_first=True), "due_at", "pk")

    def overdue(self, now: datetime.datetime) -> Self:
        """Past their time, with a clock that runs."""
        return self.open().filter(due_at__lt=now, stopped_at=None)

    def of_departments(self, departments: list[int]) -> Self:
        return self.filter(department__in=departments)

    def in_charge(self, official: Official) -> Self:
        return self.filter(officer=official)

    def for_pages(self) -> Self:
        return self.select_related("department", "officer", "site", "merged_into")

    def by_same_person(self, indexes: list[str]) -> Self:
        return self.filter(Q(person_index__in=indexes) & ~Q(person_index=""))

    def with_words(self, words: str) -> Self:
        """Each of the words stands in the title, the text, the number, the receipt's number or the site's name."""
        found = self
        for word in words.split():
            either = Q()
            for column in ("title", "text", "number", "receipt_number", "site__name"):
                either |= Q(**{f"{column}__icontains": word})
            found = found.filter(either)
        return found


class Case(models.Model):
    """One petition of one citizen, from its arrival to its end. Who wrote it is in the contact box, encrypted."""

    number = models.CharField(_("number"), max_length=20, unique=True)  # 2026-000123
    arrival = models.OneToOneField(Arrival, on_delete=models.SET_NULL, null=True, related_name="case")
    is_demo = models.BooleanField(_("demonstration data"), default=False, db_default=False)

    post = models.CharField(_("kind of post"), max_length=12, choices=[(each.value, each.value) for each in PostKind])
    statutory_type = models.CharField(_("statutory type"), max_length=10, choices=StatutoryType)
    category = models.CharField(_("category"), max_length=60, blank=True, default="")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=10, default="ko")
    may_be_published = models.BooleanField(_("author agrees to publication"), default=False)
    screening = models.JSONField(_("screening"), default=list)  # what was found: code, words, where, stage
    was_sent_anyway = models.BooleanField(_("sent although the screening advised against it"), default=False)

    site = models.ForeignKey(
        ManagedSite, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True)
    place_words = models.CharField(_("place"), max_length=300, blank=True, default="")

    state = models.CharField(_("state"), max_length=12, choices=CaseState, default=CaseState.NEW)
    ending = models.CharField(_("ending"), max_length=12, choices=Ending, blank=True, default="")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name=_("department"))
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("officer"),
    )
    needs_approval = models.BooleanField(_("the head approves the answer"), default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )

    written_at = models.DateTimeField(_("written"))
    received_at = models.DateTimeField(_("received"))  # by the intake; from then on the clock runs
    promised_at = models.DateTimeField(_("promised on the receipt"), null=True)
    due_at = models.DateTimeField(_("due"))  # while the clock stands still: at the earliest
    stopped_at = models.DateTimeField(_("clock stopped"), null=True)
    progress_told_on = models.DateField(_("told how far it is"), null=True)
    overdue_told_on = models.DateField(_("officials were told that it is overdue"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)  # the first time
    closed_at = models.DateTimeField(_("closed"), null=True)
    reopened_at = models.DateTimeField(_("reopened"), null=True)
    erased_at = models.DateTimeField(_("erased"), null=True)

    rating = models.PositiveSmallIntegerField(_("rating"), null=True)  # 1 to 5
    rating_words = models.CharField(_("words of the rating"), max_length=1000, blank=True, default="")

    # The receipt's public side: where letters for the citizen lie, and what seals them.
    receipt_number = models.CharField(_("receipt number"), max_length=20, blank=True, default="")
    locator = models.CharField(_("locator"), max_length=64, blank=True, default="", db_index=True)
    receipt_key = models.CharField(_("key of the receipt"), max_length=64, blank=True, default="")
    # A keyed digest of who was verified: equal for the same person, and names nobody. Empty: nobody was.
    person_index = models.CharField(_("person"), max_length=64, blank=True, default="", db_index=True)
    # A digest of the text without spaces and signs: equal for identical ones.
    text_digest = models.CharField(_("digest of the text"), max_length=64, db_index=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        default_permissions = ("view",)
        permissions = [
            ("handle_case", "Can handle cases: draft, ask back, extend, answer"),
            ("lead_cases", "Can assign cases, transfer them, approve answers, refuse and close"),
            ("see_every_case", "Can see the cases of every department"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=1, rating__lte=5), name="casework_case_rating"
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.CLOSED, closed_at__isnull=False)
                | (~Q(state=CaseState.CLOSED) & Q(closed_at=None)),
                name="casework_case_closed",
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.ANSWERED) | Q(answered_at__isnull=False), name="casework_case_answered"
            ),
            models.CheckConstraint(
                condition=Q(ending="merged", merged_into__isnull=False) | (~Q(ending="merged") & Q(merged_into=None)),
                name="casework_case_merged",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="casework_case_not_into_itself"),
            models.CheckConstraint(
                condition=~Q(state__in=(CaseState.HANDLING, CaseState.SUBMITTED)) | Q(officer__isnull=False),
                name="casework_case_officer",
            ),
        ]
        indexes = [
            models.Index(fields=["department", "due_at"], name="casework_case_open", condition=Q(state__in=[*OPEN])),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_stopped(self) -> bool:
        return self.stopped_at is not None

    def is_late(self, now: datetime.datetime) -> bool:
        return self.is_open and not self.is_stopped and self.due_at < now
