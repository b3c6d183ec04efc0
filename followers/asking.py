"""The one mail that comes before anything else: whoever reads at the address is asked (double opt-in)."""

import datetime
from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.outbox import Recipient, put_many
from casework.outbox.composing import Composed, NotWanted
from casework.outbox.content import decrypt
from following.tokens import Word
from following.topics import described
from messaging import Channel

from .bounces import note_refusal
from .models import Following
from .tokens import address

ASKED = "asked"
# Somebody may type another's address: whoever answers none of these gets no further ones.
MOST_UNANSWERED = 3
WITHIN = datetime.timedelta(days=1)
KEPT = datetime.timedelta(days=7)


def may_ask(following: Following, now: datetime.datetime) -> bool:
    """Whether one more mail may go to an address that did not answer the last ones."""
    waiting = Following.objects.unanswered_since(now - WITHIN).filter(follower=following.follower_id)
    return waiting.exclude(pk=following.pk).count() < MOST_UNANSWERED


def ask(following: Following, *, about: str) -> None:
    """In the caller's transaction. `about` tells one request from the next."""
    follower = following.follower
    recipient = Recipient(
        digest=follower.recipient,
        shown=follower.shown,
        channel=Channel(follower.channel),
        language=following.asked_language,
        variables={"following": str(following.pk)},
        next_at=timezone.now(),
    )
    put_many([recipient], event=f"following:{about}", composer=ASKED, is_bulk=False)


class AskedComposer:
    def compose(self, variables: Mapping[str, str], channel: Channel) -> Composed:
        following = Following.objects.select_related("follower", "topic").filter(pk=variables["following"]).first()
        words = described(following.topic.topic) if following else ""
        if following is None or not words:
            raise NotWanted
        link = address(Word.YES, following.pk, following.asked_language)
        lines = [
            _("Somebody, probably you, asked for messages of the city to this address: %(topic)s.") % {"topic": words},
            _("If it was you, open this address and press the button:"),
            link,
            _("If it was not you, do nothing. No further messages come, and the address is deleted after a week."),
        ]
        return Composed(
            to=decrypt(bytes(following.follower.content)).to,
            subject=_("[Allimi] Do you want to follow this? %(topic)s") % {"topic": words},
            text="\n\n".join(lines),
        )

    def undeliverable(self, variables: Mapping[str, str], reason: str) -> None:
        following = Following.objects.filter(pk=variables["following"]).first()
        if following is not None:
            note_refusal(following.follower_id, reason, now=timezone.now())
