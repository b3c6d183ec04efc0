"""Putting a mailing into the outbox, a minute's worth at a time.

How many leave in a minute is decided here and nowhere else: what waits in the outbox counts against it, so an hour in
which nothing could be sent is followed by no flood. Each portion is one transaction with the mark behind its last
recipient; the outbox's leases (casework.outbox.claiming) do the rest.
"""

import datetime

from django.conf import settings
from django.db import transaction

from casework.models import OutboxMessage
from casework.outbox import Recipient, put_many
from followers.models import Following
from followers.reaching import ways_behind
from following.topics import TopicKind
from messaging import Channel
from newsletters.models import BulletinKind

from .mails import BULLETIN
from .models import Mailing, MailingState

_MINUTE = 60.0
_TOPICS = {
    BulletinKind.ISSUE: TopicKind.NEWSLETTER,
    BulletinKind.PRESS: TopicKind.PRESS,
    BulletinKind.NOTICE: TopicKind.PRESS,
}


def feed(*, now: datetime.datetime) -> int:
    """This minute's portion of what is being mailed, the oldest mailing first. How many recipients that were."""
    room = settings.MAILS_A_MINUTE - OutboxMessage.objects.bulk_unsent().count()
    total = 0
    for key in list(Mailing.objects.running().values_list("pk", flat=True)):
        if room - total <= 0:
            break
        total += _feed(key, room - total, now)
    return total


@transaction.atomic
def _feed(key: int, room: int, now: datetime.datetime) -> int:
    running = Mailing.objects.running().select_for_update(of=("self",), skip_locked=True)
    mailing = running.select_related("bulletin").filter(pk=key).first()
    if mailing is None:
        return 0
    rows = Following.objects.confirmed().filter(
        topic__kind=_TOPICS[BulletinKind(mailing.bulletin.kind)],
        confirmed_at__lte=mailing.started_at,
        pk__gt=mailing.after,
    )
    followings = list(rows.select_related("follower").order_by("pk")[:room])
    pause = datetime.timedelta(seconds=_MINUTE / settings.MAILS_A_MINUTE)
    recipients = [_recipient(each, mailing, now + place * pause) for place, each in enumerate(followings)]
    put_many(recipients, event=mailing.event, composer=BULLETIN, is_bulk=True)
    if followings:
        mailing.after, mailing.number = followings[-1].pk, mailing.number + len(followings)
    if len(followings) < room:
        mailing.state, mailing.finished_at = MailingState.DONE, now
    mailing.save(update_fields=["after", "number", "state", "finished_at"])
    return len(followings)


def _recipient(following: Following, mailing: Mailing, when: datetime.datetime) -> Recipient:
    follower = following.follower
    return Recipient(
        digest=follower.recipient,
        shown=follower.shown,
        channel=Channel(follower.channel),
        language=following.language,
        variables={"following": str(following.pk), "bulletin": str(mailing.bulletin_id)},
        next_at=when,
        behind=ways_behind(follower),
    )
