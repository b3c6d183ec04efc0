"""Followers, as citizens become ones: what they sent is handed to whoever takes it."""

import datetime
import re
import uuid
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone

from casework.arrivals import handlers
from casework.models import Arrival, OutboxMessage
from casework.outbox.sending import work_once
from complaints.petitions import Follow, FollowWord, Message, Notice
from followers.models import Following
from messaging import Channel
from messaging import Message as Sent
from messaging.backends import locmem


def arrive(message: Message) -> None:
    arrival = Arrival.objects.create(id=message.id, sealed=b"", received_at=timezone.now())
    handlers[message.kind](arrival, message)


def ask_to_follow(topic: str, value: str = "", *, to: str = "reader@example.com", **values: Any) -> None:
    """By mail and at once, unless it is said otherwise."""
    notify = values.pop("notify", Notice(channel="email", to=to))
    defaults = {"pace": "at-once", "language": "ko", "written_at": timezone.now()}
    arrive(Follow(topic=topic, value=value, notify=notify, **{**defaults, **values}))


def follow(topic: str, value: str = "", *, to: str = "reader@example.com", **values: Any) -> Following:
    """Asked for, and said yes to by the link in the mail."""
    locmem.outbox.clear()
    ask_to_follow(topic, value, to=to, **values)
    (mail,) = sent()
    press(link_in(mail.text))
    return Following.objects.latest("confirmed_at")


def sent(now: datetime.datetime | None = None) -> list[Sent]:
    """What the worker sends of what is due, in the order in which it does."""
    locmem.outbox.clear()
    backend = locmem.Backend()
    while work_once(dict.fromkeys(Channel, backend), clock=lambda: now or timezone.now()):
        pass
    return list(locmem.outbox.values())


def press(link: str) -> None:
    """What the page behind a link sends inside when its button is pressed."""
    said, token = urlsplit(link).path.strip("/").split("/")[-2:]
    arrive(FollowWord(word=said, token=token, language="ko", written_at=timezone.now(), id=uuid.uuid4()))


def link_in(text: str, word: str = "yes") -> str:
    """The link of a message by which that word is said."""
    found = re.search(rf"http\S+/follow/{word}/[\w-]+/", text)
    assert found, text
    return found[0]


def waiting() -> int:
    return OutboxMessage.objects.filter(settled_at=None).count()
