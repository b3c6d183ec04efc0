import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from desk.models import Official, TrainingStart

from .audit import record
from .errors import ActionError


def ask_to_begin_anew(*, by: Official, now: datetime.datetime) -> TrainingStart:
    """Ask the training's program to set everything back to the start; it does so within seconds."""
    if not TrainingStart.objects.begun().exists():
        raise ActionError(_("This database was never marked as a training ground; nothing can be reset."))
    try:
        with transaction.atomic():
            asked = TrainingStart.objects.create(asked_by=by.username, asked_at=now)
            record(by=by, action="training.ask", subject="training")
    except IntegrityError:
        raise ActionError(_("It was asked for already; it takes a minute or two.")) from None
    return asked


@transaction.atomic
def mark_begun(*, asked: TrainingStart | None, now: datetime.datetime) -> TrainingStart:
    """The training has begun, for the first time or anew: as was asked, or at once from the command line."""
    start = asked or TrainingStart(asked_at=now)
    start.begun_at = now
    if start.pk is None:
        start.save()
    else:
        start.save(update_fields=["begun_at"])
    record(by=None, action="training.begin", subject="training", details={"asked_by": start.asked_by})
    return start
