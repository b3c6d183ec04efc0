import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from prints.paper import Form, Paper

LANGUAGES = (("ko", _("Korean")), ("en", _("English")), ("vi", _("Vietnamese")))
KEPT = datetime.timedelta(days=7)


class PrintedThing(models.TextChoices):
    PLAIN = Form.PLAIN.value, _("Signboards in plain language")
    STATUTORY = Form.STATUTORY.value, _("Statutory signboards")
    BROCHURE = "brochure", _("Brochures of districts")
    BOOKLET = "booklet", _("Booklet of a year")

    @property
    def form(self) -> Form | None:
        """Which signboard; None where it is none."""
        return Form(self.value) if self.value in Form.values else None


class Bundle(models.TextChoices):
    ZIP = "zip", _("one PDF each, in a ZIP")
    PDF = "pdf", _("one PDF of many pages")


class PrintOrderQuerySet(models.QuerySet["PrintOrder"]):
    def of(self, official: models.Model) -> Self:
        """What this person ordered, the newest first."""
        return self.filter(ordered_by=official).order_by("-ordered_at", "-id")

    def unfinished(self) -> Self:
        """What is to be made, what was ordered first before the rest."""
        return self.filter(finished_at=None).order_by("ordered_at", "id")

    def old(self, now: datetime.datetime) -> Self:
        return self.filter(ordered_at__lt=now - KEPT)


class PrintOrder(models.Model):
    """Prints that an official ordered. A worker makes them one after the other, and notes how far it is."""

    thing = models.CharField(_("what"), max_length=10, choices=PrintedThing)
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES)
    paper = models.CharField(_("paper"), max_length=2, choices=Paper)  # of signboards
    bundle = models.CharField(_("handed out as"), max_length=3, choices=Bundle)
    keys = models.JSONField(_("sites, districts or year"))  # project codes, official codes of districts, or a year
    done = models.PositiveIntegerField(_("done"), default=0)  # keys that were dealt with
    left_out = models.JSONField(_("left out"), default=list)  # keys of what was withdrawn meanwhile
    problem = models.TextField(_("problem"), blank=True, default="")  # why it was given up, in the program's words
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField(_("ordered"))
    finished_at = models.DateTimeField(_("finished"), null=True)

    objects = PrintOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("print order")
        verbose_name_plural = _("signboards and brochures")
        indexes = [
            models.Index(fields=["ordered_at"], name="printing_unfinished", condition=models.Q(finished_at=None)),
            models.Index(fields=["ordered_by", "-ordered_at"], name="printing_mine"),
        ]

    def __str__(self) -> str:
        return f"{self.get_thing_display()} ({self.total})"

    @property
    def total(self) -> int:
        return len(self.keys)

    @property
    def is_joined(self) -> bool:
        """Whether it comes to one PDF, whose pages are laid out together at the end."""
        return self.bundle == Bundle.PDF

    @property
    def kept_until(self) -> datetime.datetime:
        return self.ordered_at + KEPT
