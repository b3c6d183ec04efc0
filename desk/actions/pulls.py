"""The steps of a pull, each kept at once."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from desk.models import Official, Pull

from .audit import record
from .errors import ActionError

KEPT_DAYS = 180  # how long the desk can tell how a pull went
_FEW = 200


class Counted(Protocol):
    """How many rows became what."""

    counts: dict[str, int]
    conflicts: int


@transaction.atomic
def start_pull(*, service: str, by: Official | None, now: datetime.datetime) -> Pull:
    """Begin a reading of a service, or go on with the one that is not finished. `by` is None for the schedule."""
    Pull.objects.finished().filter(started_at__lt=now - datetime.timedelta(days=KEPT_DAYS)).delete()
    pull, created = Pull.objects.get_or_create(
        service=service, ended_at=None, defaults={"started_at": now, "seen_at": now}
    )
    if created and by is not None:
        record(by=by, action="pull.ask", subject=f"pull:{service}")
    return pull


@transaction.atomic
def advance(
    *,
    pull: Pull,
    now: datetime.datetime,
    next_row: int,
    total: int | None = None,
    project: str | None = None,
    rounds: int | None = None,
    summary: Counted | None = None,
    refusals: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Move the place on. Call it in the transaction that writes the rows before that place.

    Raises ActionError when another process has moved it meanwhile: then nothing of the transaction may stay. When the
    transaction fails, `pull` is ahead of the database: read it anew.
    """
    values: dict[str, Any] = {"seen_at": now, "next_row": next_row, "error": ""}
    values |= {} if total is None else {"total": total}
    values |= {} if project is None else {"project": project}
    values |= {} if rounds is None else {"rounds": rounds}
    if summary is not None:
        values |= {name: getattr(pull, name) + count for name, count in summary.counts.items()}
        values |= {"conflicts": pull.conflicts + summary.conflicts}
    if refusals:
        values["refusals"] = [*pull.refusals, *refusals][:_FEW]
    place = {"next_row": pull.next_row, "project": pull.project, "rounds": pull.rounds}
    if not Pull.objects.unfinished().filter(pk=pull.pk, **place).update(**values):
        raise ActionError(_("Another process pulls the same service. Only one may."))
    for name, value in values.items():
        setattr(pull, name, value)


def note_failure(*, pull: Pull, why: str, now: datetime.datetime) -> None:
    """Keep why it broke off; it goes on later."""
    Pull.objects.unfinished().filter(pk=pull.pk).update(error=why[:500], seen_at=now)


def finish(*, pull: Pull, now: datetime.datetime) -> None:
    """The service was read to its last row."""
    Pull.objects.unfinished().filter(pk=pull.pk).update(ended_at=now, seen_at=now, error="")
    pull.ended_at = now
