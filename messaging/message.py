import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Channel(StrEnum):
    """The ways a message can take."""

    SMS = "sms"
    EMAIL = "email"
    ALIMTALK = "alimtalk"  # KakaoTalk's notices to a phone number, in texts that Kakao approved


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message to one recipient. The same `id` is the same message, however often it is tried."""

    channel: Channel
    to: str  # a phone number or an e-mail address, as the channel needs it
    text: str
    subject: str = ""  # of an e-mail; the title of a long SMS
    language: str = "ko"
    template: str = ""  # of an Alimtalk: which approved text this is
    variables: Mapping[str, str] = field(default_factory=dict)  # of an Alimtalk: what stands in its gaps
    html: str = ""  # of an e-mail: the same as the text, for programs that show pages
    headers: Mapping[str, str] = field(default_factory=dict)  # of an e-mail, such as List-Unsubscribe
    id: uuid.UUID = field(default_factory=uuid.uuid4)
