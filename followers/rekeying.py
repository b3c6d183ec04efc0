"""A new key for contacts takes over from the earlier one for followers' addresses, too."""

import uuid

from django.db import transaction

from casework.outbox.content import Unreadable, decrypt, digest, encrypt

from .models import Follower


def rekey_followers() -> tuple[int, int]:
    """Each address anew under the newest key, with its digest. Returns how many, and how many no key opens."""
    done = unreadable = 0
    for pk in Follower.objects.values_list("pk", flat=True):
        try:
            done += _rekey(pk)
        except Unreadable:
            unreadable += 1
    return done, unreadable


@transaction.atomic
def _rekey(pk: uuid.UUID) -> bool:
    follower = Follower.objects.select_for_update().filter(pk=pk).first()
    if follower is None:
        return False
    content = decrypt(bytes(follower.content))
    recipient = digest(content.to)
    twin = Follower.objects.exclude(pk=pk).filter(recipient=recipient, channel=follower.channel).first()
    if twin is not None:
        _join(follower, twin)
        return True
    follower.recipient, follower.content = recipient, encrypt(content)
    follower.save(update_fields=["recipient", "content"])
    return True


def _join(follower: Follower, twin: Follower) -> None:
    """Who asked again after the key was changed has two rows: the later one goes on with what both follow.

    A topic that both follow goes on as it was asked for last, unless only the earlier asking was said yes to.
    """
    confirmed = follower.followings.confirmed().values("topic")
    twin.followings.filter(confirmed_at=None, topic__in=confirmed).delete()
    topics = twin.followings.values("topic")
    follower.followings.exclude(topic__in=topics).update(follower=twin)
    follower.delete()
