"""Addresses that mail comes back from: written to no more once that was so on two days."""

import datetime
import re
import uuid

from django.utils import timezone

from .models import Follower

# RFC 3463: bad mailbox, bad domain, moved; a mailbox that is switched off. What concerns us, the sender (5.7, a
# blocked address of our server), says nothing about the recipient: it must not cost a city its readers.
_GONE = re.compile(r"\b5\.(1\.[0-46]|1\.10|2\.1)\b")
DAYS = 2


def note_refusal(follower: uuid.UUID, reason: str, *, now: datetime.datetime) -> bool:
    """Note that a message came back; whether the address is forgotten with it. In the caller's transaction."""
    found = Follower.objects.select_for_update().filter(pk=follower).first()
    if found is None or not _GONE.search(reason):
        return False
    today = timezone.localdate(now)
    if found.bounced_on != today:
        found.bounces, found.bounced_on = found.bounces + 1, today
        found.save(update_fields=["bounces", "bounced_on"])
    if found.bounces < DAYS:
        return False
    found.delete()
    return True
