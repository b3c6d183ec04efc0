import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsletters.models import Bulletin


class MailingState(models.TextChoices):
    RUNNING = "running", _("being sent")
    PAUSED = "paused", _("stopped by an official")
    DONE = "done", _("handed over to the last recipient")


class MailingQuerySet(models.QuerySet["Mailing"]):
    def running(self) -> Self:
        return self.filter(state=MailingState.RUNNING).order_by("started_at")


class Mailing(models.Model):
    """A bulletin on its way to everyone who asked for it, and up to where it was put into the outbox.

    `after` goes on in the transaction that puts messages into the outbox: whenever a program stops, the next one goes
    on behind the last recipient, and nobody is put there twice.
    """

    bulletin = models.OneToOneField(Bulletin, on_delete=models.PROTECT, related_name="mailing")
    state = models.CharField(_("state"), max_length=10, choices=MailingState, default=MailingState.RUNNING)
    started_at = models.DateTimeField(_("began"))
    finished_at = models.DateTimeField(_("finished"), null=True)
    after = models.UUIDField(default=uuid.UUID(int=0))  # followers.Following
    number = models.PositiveIntegerField(_("recipients so far"), default=0)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", finished_at__isnull=False) | (~Q(state="done") & Q(finished_at=None)),
                name="newsroom_mailing_finished_when_done",
            )
        ]

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.state}"

    @property
    def event(self) -> str:
        """By which the outbox knows its messages."""
        return f"bulletin:{self.bulletin_id}"
