"""What a mail server took and could not deliver: known when it writes back, hours after the message was settled."""

import datetime
import uuid

from django.db import transaction

from casework.models.outbox import MessageState, OutboxMessage

from .composing import tell_composer
from .content import Unreadable, decrypt


@transaction.atomic
def came_back(number: uuid.UUID, reason: str, *, now: datetime.datetime) -> bool:
    """Note that a message was not delivered after all, and tell whoever composed it. False for one of nobody's here."""
    message = OutboxMessage.objects.select_for_update().filter(pk=number, state=MessageState.ACCEPTED).first()
    if message is None:
        return False
    message.state, message.reason = MessageState.FAILED, reason[:100]
    message.next_at, message.settled_at = None, now
    message.save(update_fields=["state", "reason", "next_at", "settled_at"])
    try:
        content = decrypt(bytes(message.content))
    except Unreadable:
        return True  # emptied, or its key is away
    tell_composer(content, message.reason)
    return True
