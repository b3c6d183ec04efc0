"""SOLAPI: SMS, LMS and Alimtalk in Korea, by its documented REST calls (docs.solapi.com, messages/v4).

Its own package is not used: it asks for httpx and pydantic, knows one address alone, and drops what tells an error that
sent nothing from one that may have.
"""

import datetime
import hashlib
import hmac
import secrets
import unicodedata

from messaging.http import call, document, refusal
from messaging.message import Channel, Message
from messaging.outcome import Outcome, State

_SMS_BYTES = 90  # in EUC-KR, as the carriers count; longer texts go as LMS
_OURS = "allimi"  # the custom field that carries the message's id
_OVERLOADED = {"1024", "1030", "1058", "2024", "2230", "2058"}  # its servers, our balance, no route: another try helps
_REFUSED_FOR_NOW = {"3012", "3024", "3053"}  # the carrier's servers
_BEST = (State.DELIVERED, State.ACCEPTED, State.UNKNOWN, State.TEMPORARY, State.PERMANENT)
_NOBODY_KNOWS = {"3014", "3048"}
_PLAIN = str.maketrans("đĐ–—", "dD--")


class Backend:
    def __init__(
        self,
        *,
        key: str,
        secret: str,
        sender: str,
        channel: str = "",
        templates: str = "",
        url: str = "https://api.solapi.com",
        timeout: str = "10",
    ) -> None:
        """`sender` is the registered number. For Alimtalk `channel` is the Kakao channel's id (pfId), and `templates`
        says which approved text is meant by a message's template: `received:KA01…,answered:KA02…`."""
        self._key, self._secret = key, secret
        self._sender, self._channel = sender, channel
        self._templates = dict(each.split(":", 1) for each in templates.split(",") if each)
        self._url = f"{url.rstrip('/')}/messages/v4"
        self._seconds = float(timeout)

    def send(self, message: Message) -> Outcome:
        if message.channel == Channel.ALIMTALK and message.template not in self._templates:
            return Outcome(state=State.PERMANENT, reason="no template for it")
        body = {"message": self._body(message)}
        answer = call("POST", f"{self._url}/send", seconds=self._seconds, json=body, headers=self._headers())
        if isinstance(answer, Outcome):
            return answer
        found = document(answer)
        code = str(found.get("statusCode", ""))
        if answer.status_code == 200 and code:
            return _outcome(code, str(found.get("messageId", "")))
        return Outcome(
            state=refusal(answer), reason=str(found.get("errorCode", ""))[:80] or f"HTTP {answer.status_code}"
        )

    def look_up(self, message: Message, reference: str = "") -> Outcome:
        """By SOLAPI's number where we have it, else among what went to the recipient, by our id in its custom field."""
        by, value = ("messageId", reference) if reference else ("to", _digits(message.to))
        query = {"criteria": by, "cond": "eq", "value": value, "limit": "100"}
        answer = call("GET", f"{self._url}/list", seconds=self._seconds, params=query, headers=self._headers())
        if isinstance(answer, Outcome) or answer.status_code != 200:
            return Outcome(state=State.UNKNOWN, reference=reference)
        listed = document(answer).get("messageList")
        if not isinstance(listed, dict):
            return Outcome(state=State.UNKNOWN, reference=reference)
        found = [
            _outcome(str(entry.get("statusCode", "")), number)
            for number, entry in listed.items()
            if number == reference or (entry.get("customFields") or {}).get(_OURS) == str(message.id)
        ]
        # The same message may stand there several times: what was refused first was sent later.
        return min(found, key=lambda each: _BEST.index(each.state), default=Outcome(state=State.ABSENT))

    def _body(self, message: Message) -> dict[str, object]:
        body: dict[str, object] = {
            "to": _digits(message.to),
            "from": _digits(self._sender),
            "text": message.text,
            "customFields": {_OURS: str(message.id)},
        }
        if message.channel == Channel.ALIMTALK:
            # Whether an SMS follows is the sender's to decide, who shows it to officers.
            kakao = {"pfId": self._channel, "templateId": self._templates[message.template], "disableSms": True}
            variables = {f"#{{{name}}}": value for name, value in message.variables.items()}
            return {**body, "type": "ATA", "kakaoOptions": {**kakao, "variables": variables}}
        body["text"] = text = writable(message.text)
        if len(text.encode("euc-kr")) <= _SMS_BYTES:
            return {**body, "type": "SMS"}
        return {**body, "type": "LMS", **({"subject": writable(message.subject)[:20]} if message.subject else {})}

    def _headers(self) -> dict[str, str]:
        date = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        salt = secrets.token_hex(16)
        signature = hmac.new(self._secret.encode(), f"{date}{salt}".encode(), hashlib.sha256).hexdigest()
        value = f"HMAC-SHA256 apiKey={self._key}, date={date}, salt={salt}, signature={signature}"
        return {"Authorization": value}


def writable(text: str) -> str:
    """The text in the letters that Korean carriers take (EUC-KR), Vietnamese without its marks; others become `?`."""
    return "".join(_letter(letter) for letter in unicodedata.normalize("NFC", text).translate(_PLAIN))


def _letter(letter: str) -> str:
    for each in (letter, unicodedata.normalize("NFD", letter)[0]):
        # Python writes syllables that EUC-KR lacks as eight bytes, which phones show as rubbish.
        if 1 <= len(each.encode("euc-kr", "ignore")) <= 2:
            return each
    return "?"


def _outcome(code: str, reference: str) -> Outcome:
    """SOLAPI's four digits: 2000 and 3000 are under way, 4000 has arrived, all others failed."""
    if code in ("2000", "3000"):
        state = State.ACCEPTED
    elif code == "4000":
        state = State.DELIVERED
    elif code in _OVERLOADED | _REFUSED_FOR_NOW:
        state = State.TEMPORARY
    else:
        state = State.PERMANENT if code.isdigit() and code not in _NOBODY_KNOWS else State.UNKNOWN
    return Outcome(state=state, reference=reference[:80], reason=f"SOLAPI {code}")


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))
