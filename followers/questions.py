"""Who follows a public question: told once, when it is answered or taken down, and forgotten."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from casework.outbox import put
from casework.outbox.content import Unreadable, decrypt
from complaints.models import PublicQuestion
from following.topics import TopicKind, path_of

from .models import Follower, Following


def tell_of_questions() -> int:
    """A notice to everyone who follows what was answered or is gone by now. How many were told."""
    followings = Following.objects.confirmed().filter(topic__kind=TopicKind.QUESTION).order_by("pk")
    waiting = set(followings.values_list("topic__value", flat=True))
    settled = PublicQuestion.objects.settled().in_bulk([int(value) for value in waiting])
    told = followings.filter(topic__value__in=[str(pk) for pk in settled]).select_related("follower", "topic")
    return sum(_tell(following, settled[int(following.topic.value)]) for following in told)


@transaction.atomic
def _tell(following: Following, question: PublicQuestion) -> bool:
    follower = following.follower
    try:
        content = decrypt(bytes(follower.content))
    except Unreadable:
        return False  # kept, until the key is back
    with override(following.language):
        text = _words(question)
        put(
            event=f"question:{question.pk}:{'answered' if question.is_shown else question.state}",
            recipient=content.to,
            channel=follower.channel,
            text=f"{text}\n{settings.PUBLIC_ORIGIN}{path_of(following.topic.topic)}",
            subject=text,
            language=following.language,
            behind=content.behind,
        )
    following.delete()
    Follower.objects.idle().filter(pk=follower.pk).delete()
    return True


def _words(question: PublicQuestion) -> str:
    if question.is_shown:
        return _("[Allimi] The question that you follow was answered.")
    return _("[Allimi] The question that you follow was taken down. Its page tells why.")
