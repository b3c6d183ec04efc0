"""What citizens sent about following: asked for, said yes, said stop."""

from django.db import transaction
from django.utils import timezone

from casework.arrivals import handles
from casework.models import Arrival
from casework.outbox import Way
from casework.outbox.content import Content, digest, encrypt
from casework.outbox.ways import shown
from complaints.petitions import Follow, Followup, FollowWord, Message, Notice
from following.tokens import Word
from following.topics import NoTopic, Pace, Topic, TopicKind, checked
from messaging import Channel

from .asking import ask, may_ask
from .models import FollowedTopic, Follower, Following
from .noting import newest_happening
from .pacing import first_due
from .tokens import row_of

_LANGUAGE = 10  # characters


@handles(Follow.kind)
@transaction.atomic
def follow(arrival: Arrival, message: Message) -> None:
    """Note who wants to hear of what, and ask whoever reads there; a proven number was asked by its code."""
    assert isinstance(message, Follow)  # noqa: S101  (for the type checker; the registry goes by kind)
    try:
        topic = checked(Topic(TopicKind(message.topic), message.value))
        pace = Pace(message.pace)
        channel = Channel(message.notify.channel)
    except (NoTopic, ValueError):
        return  # withdrawn meanwhile, or made up
    if channel != Channel.EMAIL and not message.is_proven:
        return
    ways = [Way(channel, message.notify.to)]
    if channel == Channel.ALIMTALK:
        ways.append(Way(Channel.SMS, message.notify.to))
    following = _following(topic, ways, message, pace)
    if message.is_proven:
        confirm(following)
    elif may_ask(following, timezone.now()):
        ask(following, about=f"{following.pk}:{message.id}")


@handles(Followup.kind)
@transaction.atomic
def follow_question(arrival: Arrival, message: Message) -> None:
    """Who wants to hear of the answer to a public question was verified on the way, and is told once."""
    assert isinstance(message, Followup)  # noqa: S101
    ways = [Way(Channel(each.channel), each.to) for each in message.notify if _is_way(each)]
    topic = Topic(TopicKind.QUESTION, str(message.question))
    try:
        checked(topic)
    except NoTopic:
        return
    if ways:
        confirm(_following(topic, ways, message, Pace.AT_ONCE))


@handles(FollowWord.kind)
@transaction.atomic
def take_word(arrival: Arrival, message: Message) -> None:
    """Yes, or no more. A token that we did not make says nothing."""
    assert isinstance(message, FollowWord)  # noqa: S101
    if message.word not in tuple(Word):
        return
    word = Word(message.word)
    row = row_of(word, message.token)
    if row is None:
        return
    if word is Word.STOP_ALL:
        Follower.objects.filter(pk=row).delete()
        return
    following = Following.objects.select_for_update().filter(pk=row).first()
    if following is None:
        return
    if word is Word.YES:
        confirm(following)
    else:
        following.delete()
        Follower.objects.idle().filter(pk=following.follower_id).delete()


def confirm(following: Following) -> None:
    """From now on it is told what happens; nothing of what happened before."""
    now = timezone.now()
    if following.confirmed_at is None:
        following.confirmed_at, following.told_until = now, newest_happening()
    following.pace, following.language = following.asked_pace, following.asked_language
    following.due_at = first_due(Pace(following.pace), now)
    following.save()


def _following(topic: Topic, ways: list[Way], message: Message, pace: Pace) -> Following:
    """The row, made if need be, with what is asked for now; what holds already holds until the word is said."""
    now, first = timezone.now(), ways[0]
    follower, _is_new = Follower.objects.get_or_create(
        recipient=digest(first.to),
        channel=first.channel,
        defaults={
            "shown": shown(first.to),
            "content": encrypt(Content(to=first.to, text="", behind=tuple(ways[1:]))),
            "since_at": now,
        },
    )
    asked = {"asked_at": now, "asked_pace": pace, "asked_language": message.language[:_LANGUAGE]}
    following, is_new = Following.objects.get_or_create(
        follower=follower, topic=FollowedTopic.objects.of(topic), defaults=asked
    )
    if not is_new:
        for name, value in asked.items():
            setattr(following, name, value)
        following.save(update_fields=list(asked))
    return following


def _is_way(notice: Notice) -> bool:
    return notice.channel in tuple(Channel) and bool(notice.to)
