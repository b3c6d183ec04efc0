"""What the worker does for followers as time passes (desk/rounds.py)."""

import datetime
import poplib

from django.conf import settings
from django.db import transaction

from .asking import KEPT
from .models import Follower, Following, Happening
from .noting import note_all
from .questions import tell_of_questions
from .returned import empty_mailbox
from .telling import tell_due

# A digest is composed within days of what it tells; after that nobody asks for a happening any more.
_HAPPENINGS_KEPT = datetime.timedelta(days=60)


def tell(now: datetime.datetime) -> str:
    """Note what became public, and tell whoever's time has come."""
    note_all(now=now)
    told = tell_of_questions() + tell_due(now=now)
    return f"followers: {told} told" if told else ""


def take_bounces(now: datetime.datetime) -> str:
    """What mail servers could not deliver; a mailbox that does not answer is asked again in a minute."""
    if not settings.BOUNCES_URL:
        return ""
    try:
        number = empty_mailbox(settings.BOUNCES_URL, now=now)
    except (OSError, poplib.error_proto) as error:
        # The class alone: servers repeat the account in their words.
        return f"followers: the mailbox of what came back cannot be read ({type(error).__name__})"
    return f"followers: {number} mails came back" if number else ""


@transaction.atomic
def forget(now: datetime.datetime) -> str:
    """Who never said yes, who follows nothing, and what happened long ago."""
    Following.objects.given_up(now - KEPT).delete()
    forgotten, _each = Follower.objects.idle().delete()
    Happening.objects.before(now - _HAPPENINGS_KEPT).delete()
    return f"followers: {forgotten} addresses deleted" if forgotten else ""
