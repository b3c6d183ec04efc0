"""The benchmark's short form: programs killed in the middle of a mailing, and everyone gets it once."""

import datetime
import time

from django.utils import timezone

from allimi.embedded.running import Running
from bench.newsletter import mail_under_fire, post, release_issue, subscribe
from casework.models import OutboxMessage
from casework.outbox.schedule import LEASE
from followers.models import Follower
from newsletters.models import Bulletin
from newsroom.actions import withdraw
from newsroom.models import BulletinDraft, Mailing
from tests.factories import make_official


def test_everyone_gets_it_once_whatever_is_killed(live: Running) -> None:
    OutboxMessage.objects.all().delete()
    Follower.objects.all().delete()
    addresses = subscribe(60)
    bulletin = release_issue()
    with post(live.environment(), workers=2, mails_a_minute=60_000) as everything:
        found = mail_under_fire(everything, bulletin, addresses, kills=3, seed=7, pass_time=let_leases_end)
    leave_nothing(bulletin)
    assert found.is_good, found
    assert found.recipients == 60 and found.missing == 0


def leave_nothing(bulletin: int) -> None:
    """What was committed here is in nobody's way afterwards; a released header stays, as a tombstone."""
    OutboxMessage.objects.filter(event=f"bulletin:{bulletin}").delete()
    Follower.objects.all().delete()
    Mailing.objects.filter(bulletin=bulletin).delete()
    BulletinDraft.objects.filter(bulletin=bulletin).update(month=None, kind="press")
    found = Bulletin.objects.get(pk=bulletin)
    withdraw(bulletin=found, ground="시험", by=make_official(post="과장"), now=timezone.now())


def let_leases_end() -> None:
    """A killed worker's message is free after a minute. Here after ten seconds, longer than any live one holds it."""
    old = timezone.now() + LEASE - datetime.timedelta(seconds=10)
    OutboxMessage.objects.filter(leased_until__lt=old).update(leased_until=timezone.now())
    time.sleep(0.2)
