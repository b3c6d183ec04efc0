from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.screening.findings import Outcome
from complaints.screening.terms import Kind


class ListOfTerms(models.TextChoices):
    ABUSE = Kind.ABUSE.value, _("abuse")
    HARMLESS = Kind.HARMLESS.value, _("harmless words that look like abuse")
    ADVERT = Kind.ADVERT.value, _("adverts")
    ADULT = Kind.ADULT.value, _("adult offers")
    SCAM = Kind.SCAM.value, _("frauds")
    REDIRECT = Kind.REDIRECT.value, _("hosts that lead on to another address")
    BLOCKED = Kind.BLOCKED.value, _("hosts that are blocked")


class TermOutcome(models.TextChoices):
    PASS = Outcome.PASS.value, _("pass")
    HOLD = Outcome.HOLD.value, _("hold for a person")
    REFUSE = Outcome.REFUSE.value, _("refuse with a reason")


class ScreeningTermQuerySet(models.QuerySet["ScreeningTerm"]):
    def as_rules(self) -> "models.QuerySet[ScreeningTerm, Any]":
        """Words, outcome, list and language of those in use, always in the same order."""
        return self.filter(is_active=True).order_by("pk").values_list("words", "outcome", "kind", "language")


class ScreeningTerm(models.Model):
    """A word or a host by which what citizens write is screened, as released to the DMZ.

    Switched off rather than deleted, so that loading the vendored lists anew brings nothing back. Of a blocked host the
    words are the beginning of its SHA-256.
    """

    kind = models.CharField(_("list"), max_length=10, choices=ListOfTerms, default=ListOfTerms.ABUSE)
    words = models.CharField(
        _("words"),
        max_length=100,
        help_text=_(
            "A hyphen at an end says that a longer word may hold it there: -bad-. A space may be written or left out. "
            "Spellings with signs or spaces between the letters are found by themselves."
        ),
    )
    outcome = models.CharField(_("outcome"), max_length=6, choices=TermOutcome, default=TermOutcome.HOLD)
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        default="",
        db_default="",
        help_text=_("Of the pages whose texts it is asked of. Left empty, of all."),
    )
    is_active = models.BooleanField(_("in use"), default=True, db_default=True)

    objects = ScreeningTermQuerySet.as_manager()
    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "UPDATE")

    class Meta:
        verbose_name = _("screening term")
        verbose_name_plural = _("screening terms")
        default_permissions = ("view", "add", "change")
        constraints = [
            models.UniqueConstraint(fields=["kind", "words", "language"], name="complaints_screening_term_once"),
            models.CheckConstraint(
                condition=Q(kind=ListOfTerms.HARMLESS, outcome=TermOutcome.PASS)
                | (~Q(kind=ListOfTerms.HARMLESS) & ~Q(outcome=TermOutcome.PASS)),
                name="complaints_screening_outcome_fits",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        self.words = " ".join(self.words.split()).lower()
        if len(self.words.strip("-").replace(" ", "")) < 2 and self.kind != ListOfTerms.HARMLESS:
            raise ValidationError({"words": _("One letter alone would be found everywhere. Write at least two.")})
        if self.kind == ListOfTerms.HARMLESS:
            self.outcome = TermOutcome.PASS
        elif self.outcome == TermOutcome.PASS:
            raise ValidationError({"outcome": _("Only harmless words pass. To let it through, take it out of use.")})


class ScreeningThreshold(models.Model):
    """How much of something makes a hold or a refusal, as released to the DMZ (the codes: defaults/thresholds.toml)."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    value = models.PositiveSmallIntegerField(_("value"))

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "UPDATE")

    class Meta:
        verbose_name = _("screening threshold")
        verbose_name_plural = _("screening thresholds")
        default_permissions = ("view", "change")
        constraints = [models.CheckConstraint(condition=Q(value__gt=0), name="complaints_screening_threshold_above_0")]

    def __str__(self) -> str:
        return self.code
