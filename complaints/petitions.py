"""What travels sealed from a citizen to the inside: typed messages, to JSON and back. Version 1.

Pure. The inside refuses what it does not know by name, whole, and keeps it sealed until it does: a newer DMZ may
run before an older inside.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from .typed_json import plain, typed

VERSION = 1


class NotAMessage(ValueError):
    """What was opened is no message of a kind and version that this code knows."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where it is about: a site's code, a point (WGS 84, degrees), words; all empty: the whole city."""

    site: str = ""
    latitude: float | None = None
    longitude: float | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class FileRef:
    """A file whose sealed pieces lie under `id`; the digest holds the pieces to this message."""

    id: uuid.UUID
    name: str
    size: int  # bytes
    media_type: str
    sha256: str = ""  # of the bytes as uploaded, hexadecimal
    verdict: str = ""  # of the watch over the upload: passed or quarantined, and its code


@dataclass(frozen=True, kw_only=True)
class Notice:
    """How the citizen wants to be told."""

    channel: str  # sms, email, alimtalk or none
    to: str = ""


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Who writes, as far as they were verified."""

    method: str  # phone, oidc:kakao, portone, ipin … or none
    subject: str = ""  # the provider's stable name of the person, or the phone number
    name: str = ""
    phone: str = ""
    email: str = ""
    verified_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ReceiptKey:
    """What the inside may know of a receipt: where its letters lie and what seals them. Never its secret."""

    number: str  # YYMMDD-NNNN-NNNN
    locator: str  # 64 hexadecimal digits
    public_key: str  # X25519, 64 hexadecimal digits


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What the screening found, for whoever decides inside."""

    code: str
    words: str
    where: str  # the field's name
    stage: str = ""


@dataclass(frozen=True, kw_only=True)
class Promise:
    """The date that the receipt names, and how it was counted, step by step."""

    reply_by: datetime
    explanation: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Message:
    """What every message carries."""

    kind: ClassVar[str] = ""

    written_at: datetime
    language: str
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    version: int = VERSION


@dataclass(frozen=True, kw_only=True)
class Petition(Message):
    """A complaint, a question, a proposal, praise, a word to the director or a tip."""

    kind: ClassVar[str] = "petition"

    post: str  # complaint, question, proposal, praise, director or tip
    place: Place
    title: str
    text: str
    writer: Writer
    receipt: ReceiptKey
    files: tuple[FileRef, ...] = ()
    public: bool = False  # the author agrees that it may be published
    notify: tuple[Notice, ...] = ()
    screening: tuple[Finding, ...] = ()
    sent_anyway: bool = False  # the screening advised against it
    promised: Promise | None = None


@dataclass(frozen=True, kw_only=True)
class Addition(Message):
    """The citizen's answer to a question back, or more to say."""

    kind: ClassVar[str] = "addition"

    locator: str
    text: str
    files: tuple[FileRef, ...] = ()
    screening: tuple[Finding, ...] = ()
    sent_anyway: bool = False


@dataclass(frozen=True, kw_only=True)
class Rating(Message):
    """How content the citizen is with the answer, 1 to 5."""

    kind: ClassVar[str] = "rating"

    locator: str
    points: int
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Reopening(Message):
    """The citizen asks to look at it once more."""

    kind: ClassVar[str] = "reopening"

    locator: str
    text: str
    files: tuple[FileRef, ...] = ()
    screening: tuple[Finding, ...] = ()
    sent_anyway: bool = False


@dataclass(frozen=True, kw_only=True)
class Followup(Message):
    """Somebody wants to hear of the answer to a question that is already public."""

    kind: ClassVar[str] = "followup"

    question: int  # complaints.PublicQuestion
    writer: Writer
    notify: tuple[Notice, ...]


@dataclass(frozen=True, kw_only=True)
class Renewal(Message):
    """A lost receipt: a new one for whoever is verified as the writer."""

    kind: ClassVar[str] = "renewal"

    receipt: ReceiptKey
    writer: Writer
    old_number: str = ""  # as far as the citizen remembers it


@dataclass(frozen=True, kw_only=True)
class Follow(Message):
    """Somebody wants to hear what happens at a site, in a district, around a point … or the newsletter (following/)."""

    kind: ClassVar[str] = "follow"

    topic: str  # following.topics.TopicKind
    value: str
    pace: str  # following.topics.Pace
    notify: Notice
    is_proven: bool = False  # by a code to that number; otherwise whoever reads there is asked first


@dataclass(frozen=True, kw_only=True)
class FollowWord(Message):
    """What somebody answered by a link in a message to a follower: yes, or no more. The token says who and what."""

    kind: ClassVar[str] = "follow-word"

    word: str  # following.tokens.Word
    token: str


@dataclass(frozen=True, kw_only=True)
class Given:
    """What was answered to one question of a survey: the places of what was chosen, or words."""

    question: int  # its place
    choices: tuple[int, ...] = ()
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class SurveyAnswer(Message):
    """A verified person's answers to a survey (surveys/). Inside, the two are parted as soon as it is opened."""

    kind: ClassVar[str] = "survey-answer"

    survey: int  # surveys.Survey
    person: str  # the number that was proved, else the method with the provider's name of the person
    given: tuple[Given, ...]


KINDS: Mapping[str, type[Message]] = {
    message.kind: message
    for message in (Petition, Addition, Rating, Reopening, Followup, Renewal, Follow, FollowWord, SurveyAnswer)
}


def dumps(message: Message) -> bytes:
    """The message as JSON, in UTF-8."""
    content = {"kind": message.kind, **plain(message)}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def loads(content: bytes) -> Message:
    """The message in `content`. Raises NotAMessage, without a word of the content."""
    try:
        given = json.loads(content)
        kind = KINDS[given.pop("kind")]
        if given.get("version") != VERSION:
            raise NotAMessage("a version that is not known here")
        message = typed(kind, given)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotAMessage(f"no message of a known kind ({type(error).__name__})") from None
    assert isinstance(message, Message)  # noqa: S101  (for the type checker)
    return message
