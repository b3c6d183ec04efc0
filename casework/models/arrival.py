from typing import Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class ArrivalState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    HANDLED = "handled", _("handled")
    # Kept and shown until somebody has helped: a key is missing, or what is inside was not understood.
    UNREADABLE = "unreadable", _("cannot be opened")
    FAILED = "failed", _("could not be handled")


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def waiting(self) -> Self:
        """What the collector has still to open and to hand over, oldest first."""
        return self.filter(state=ArrivalState.WAITING).order_by("received_at", "pk")

    def with_files_told(self) -> Self:
        """Each with `has_files`."""
        return self.annotate(has_files=models.Exists(ArrivedFile.objects.filter(arrival=models.OuterRef("pk"))))

    def handled_of(self, kind: str) -> Self:
        """Emptied, of one kind of message."""
        return self.filter(kind=kind, state=ArrivalState.HANDLED)

    def troubled(self) -> Self:
        """What a person has to look at, oldest first."""
        return self.filter(state__in=(ArrivalState.UNREADABLE, ArrivalState.FAILED)).order_by("received_at", "pk")


class Arrival(models.Model):
    """One sealed message as it came from the intake, under the number that it had there: stored once.

    The seal stays on until the message is handed over; from then on the content is the case's alone.
    """

    id = models.UUIDField(primary_key=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ArrivalState, default=ArrivalState.WAITING, db_default=ArrivalState.WAITING
    )
    kind = models.CharField(_("kind"), max_length=20, blank=True, default="")  # known once it was opened
    sealed = models.BinaryField(_("sealed message"))  # empty once it is handled
    received_at = models.DateTimeField(_("received"))  # by the intake's clock
    collected_at = models.DateTimeField(_("collected"), db_default=Now())
    handled_at = models.DateTimeField(_("handled"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, db_default=0)
    trouble = models.CharField(_("trouble"), max_length=300, blank=True, default="")  # never a word of the message

    has_files: bool  # told by ArrivalQuerySet.with_files_told

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrival")
        verbose_name_plural = _("arrivals")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=ArrivalState.HANDLED, handled_at__isnull=False)
                | (~models.Q(state=ArrivalState.HANDLED) & models.Q(handled_at__isnull=True)),
                name="casework_arrival_handled_at",
            )
        ]
        indexes = [
            models.Index(
                fields=["received_at"],
                name="casework_arrival_open",
                condition=~models.Q(state=ArrivalState.HANDLED),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class ArrivedFileQuerySet(models.QuerySet["ArrivedFile"]):
    def for_pages(self) -> Self:
        """With what the check made of each, without any content."""
        return self.select_related("check_result").defer("content", "sealed", "check_result__content")

    def unchecked(self) -> Self:
        """Opened, and not looked at by casework.files."""
        return self.filter(content__isnull=False, check_result=None).order_by("pk")


class ArrivedFile(models.Model):
    """A file that came with a message. Sealed until the message is opened, then the bytes as they were uploaded.

    Nobody has looked at them yet: casework.files does, before an official may open one.
    """

    id = models.UUIDField(primary_key=True)
    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("name"), max_length=255, blank=True, default="")
    media_type = models.CharField(_("media type"), max_length=100, blank=True, default="")
    size = models.PositiveIntegerField(_("size"), default=0)  # bytes, once opened
    verdict = models.CharField(_("verdict at the upload"), max_length=100, blank=True, default="")
    trouble = models.CharField(_("trouble"), max_length=300, blank=True, default="")  # why it could not be opened
    sealed = models.BinaryField(_("sealed content"))  # empty once opened
    content = models.BinaryField(_("content"), null=True)  # null: not opened, or pieces are missing

    objects = ArrivedFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrived file")
        verbose_name_plural = _("arrived files")

    def __str__(self) -> str:
        return str(self.id)
