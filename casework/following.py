"""Who follows a public question: kept encrypted until its answer is published, told once, and forgotten."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from casework.arrivals import handles
from casework.models import Arrival, Follower
from casework.outbox import Way, put
from casework.outbox.content import Content, Unreadable, decrypt, digest, encrypt
from complaints.models import PublicQuestion
from complaints.petitions import Followup, Message
from messaging import Channel

_CHANNELS = frozenset(Channel)


@handles(Followup.kind)
@transaction.atomic
def follow(arrival: Arrival, message: Message) -> None:
    """Note who wants to hear. Who asks about what is answered or gone already is told at once."""
    assert isinstance(message, Followup)  # noqa: S101  (for the type checker; the registry goes by kind)
    ways = [Way(Channel(each.channel), each.to) for each in message.notify if each.channel in _CHANNELS and each.to]
    question = PublicQuestion.objects.filter(pk=message.question).first()
    if not ways or question is None:
        return
    content = Content(to=ways[0].to, text="", behind=tuple(ways))
    follower = Follower(
        question=question,
        arrival=arrival,
        recipient=digest(ways[0].to),
        content=encrypt(content),
        language=message.language,
        since_at=message.written_at,
    )
    Follower.objects.bulk_create([follower], ignore_conflicts=True)
    if question.answered_on is not None or not question.is_shown:
        tell_followers(question)


def tell_followers(question: PublicQuestion) -> int:
    """A notice with the page's address to everyone who follows the question, in this transaction. How many."""
    told = []
    for follower in Follower.objects.filter(question=question):
        try:
            ways = list(decrypt(bytes(follower.content)).behind)
        except Unreadable:
            continue  # kept, until the key is back
        told.append(follower.pk)
        with override(follower.language):
            text = _words(question)
            put(
                event=f"question:{question.pk}:{'answered' if question.is_shown else question.state}",
                recipient=ways[0].to,
                channel=ways[0].channel,
                text=f"{text}\n{settings.PUBLIC_ORIGIN}{reverse('answers:question-detail', args=[question.pk])}",
                subject=text,
                language=follower.language,
                behind=ways[1:],
            )
    Follower.objects.filter(pk__in=told).delete()
    return len(told)


def _words(question: PublicQuestion) -> str:
    if question.is_shown:
        return _("[Allimi] The question that you follow was answered.")
    return _("[Allimi] The question that you follow was taken down. Its page tells why.")
