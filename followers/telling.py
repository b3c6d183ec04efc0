"""Telling followers: one message for everything that one address follows at one pace, written when it is due."""

import datetime
import itertools
import uuid
from collections.abc import Sequence

from django.db import transaction

from casework.outbox import Recipient, put_many
from following.topics import Pace
from messaging import Channel

from .models import Following
from .noting import newest_happening
from .pacing import next_due
from .reaching import ways_behind
from .told import TOLD

BATCH = 500  # followings at a time


def tell_due(*, now: datetime.datetime) -> int:
    """Write what is due to the outbox. How many messages that were."""
    total = 0
    while (told := _tell_some(now)) is not None:
        total += told
    for pace in (Pace.DAILY, Pace.WEEKLY):
        # Nothing happened: not before the next morning.
        quiet = Following.objects.due(now).filter(pace=pace)
        quiet.exclude(pk__in=quiet.with_news().values("pk")).update(due_at=next_due(pace, now))
    return total


@transaction.atomic
def _tell_some(now: datetime.datetime) -> int | None:
    """The next messages, with all that goes into each; None where nobody is left."""
    due = Following.objects.due(now).with_news()
    first = due.order_by("follower").values_list("follower", flat=True)[:BATCH]
    rows = due.filter(follower__in=list(first)).select_for_update(of=("self",)).select_related("follower")
    followings = list(rows.order_by("pace", "language", "follower", "pk"))
    if not followings:
        return None
    until, told = newest_happening(), 0
    for _way, alike in itertools.groupby(followings, lambda each: (each.pace, each.language)):
        groups = [list(group) for _key, group in itertools.groupby(alike, lambda each: each.follower_id)]
        recipients = [_recipient(group, until, now) for group in groups]
        # Told once by the row that is changed with it; the event need only differ from all others.
        put_many(recipients, event=f"told:{until}:{uuid.uuid4().hex}", composer=TOLD, is_bulk=True)
        told += len(recipients)
    for each in followings:
        each.told_until, each.due_at = until, next_due(Pace(each.pace), now)
    Following.objects.bulk_update(followings, ["told_until", "due_at"])
    return told


def _recipient(followings: Sequence[Following], until: int, now: datetime.datetime) -> Recipient:
    follower = followings[0].follower
    return Recipient(
        digest=follower.recipient,
        shown=follower.shown,
        channel=Channel(follower.channel),
        language=followings[0].language,
        variables={
            "follower": str(follower.pk),
            "since": " ".join(f"{each.pk}:{each.told_until}" for each in followings),
            "until": str(until),
        },
        next_at=now,
        behind=ways_behind(follower),
    )
