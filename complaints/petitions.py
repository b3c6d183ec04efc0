"""What travels sealed from a citizen to the inside: typed messages, to JSON and back. Version 1.

Pure. The inside refuses what it does not know by name, whole, and keeps it sealed until it does: a newer DMZ may
run before an older inside.
"""

import json
import types
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from typing import Any, ClassVar, Union, get_args, get_origin, get_type_hints

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


KINDS: Mapping[str, type[Message]] = {
    message.kind: message for message in (Petition, Addition, Rating, Reopening, Followup, Renewal)
}


def dumps(message: Message) -> bytes:
    """The message as JSON, in UTF-8."""
    content = {"kind": message.kind, **_plain(message)}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def loads(content: bytes) -> Message:
    """The message in `content`. Raises NotAMessage, without a word of the content."""
    try:
        given = json.loads(content)
        kind = KINDS[given.pop("kind")]
        if given.get("version") != VERSION:
            raise NotAMessage("a version that is not known here")
        message = _typed(kind, given)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotAMessage(f"no message of a known kind ({type(error).__name__})") from None
    assert isinstance(message, Message)  # noqa: S101  (for the type checker)
    return message


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def _typed(wanted: Any, value: Any) -> Any:
    """`value` as the annotation says. Raises TypeError or ValueError where it is not so."""
    if is_dataclass(wanted) and isinstance(wanted, type):
        hints = get_type_hints(wanted)
        unknown = value.keys() - {each.name for each in fields(wanted)}
        if unknown:
            raise TypeError("a field that is not known here")
        return wanted(**{name: _typed(hints[name], each) for name, each in value.items()})
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        (kept,) = (each for each in get_args(wanted) if each is not type(None))
        return None if value is None else _typed(kept, value)
    if origin is tuple:
        return tuple(_typed(get_args(wanted)[0], each) for each in value)
    if wanted is datetime:
        return datetime.fromisoformat(value)
    if wanted is uuid.UUID:
        return uuid.UUID(value)
    return _scalar(wanted, value)


def _scalar(wanted: type, value: Any) -> Any:
    if wanted is float and type(value) is int:
        return float(value)
    if type(value) is not wanted:
        raise TypeError(f"{wanted.__name__} expected")
    return value
