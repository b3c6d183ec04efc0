from messaging.http import call, document, refusal
from messaging.message import Message
from messaging.outcome import Outcome, State

_KNOWN = {state.value: state for state in (State.ACCEPTED, State.DELIVERED, State.PERMANENT, State.TEMPORARY)}


class Backend:
    """A gateway of the city's own, or of a broker, over HTTP and JSON (docs/messages.md has the two requests).

    Sends `POST url` with the message's id as Idempotency-Key; 200, 201, 202 and 409 (had it before) mean it is taken.
    Asks `GET url/ID`; 404 means that it was never heard of.
    """

    def __init__(self, *, url: str, token: str = "", timeout: str = "10") -> None:
        self._url = url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._seconds = float(timeout)

    def send(self, message: Message) -> Outcome:
        body = {
            "id": str(message.id),
            "channel": message.channel.value,
            "to": message.to,
            "subject": message.subject,
            "text": message.text,
            "language": message.language,
            "template": message.template,
            "variables": dict(message.variables),
        }
        headers = {**self._headers, "Idempotency-Key": str(message.id)}
        answer = call("POST", self._url, seconds=self._seconds, json=body, headers=headers)
        if isinstance(answer, Outcome):
            return answer
        found = document(answer)
        reference, reason = str(found.get("reference", ""))[:80], f"HTTP {answer.status_code}"
        if answer.ok and answer.status_code < 300 or answer.status_code == 409:
            return Outcome(state=State.ACCEPTED, reference=reference or str(message.id), reason=reason)
        return Outcome(state=refusal(answer), reference=reference, reason=reason)

    def look_up(self, message: Message, reference: str = "") -> Outcome:
        answer = call("GET", f"{self._url}/{message.id}", seconds=self._seconds, headers=self._headers)
        if isinstance(answer, Outcome):
            return Outcome(state=State.UNKNOWN, reference=reference, reason=answer.reason)
        found = document(answer)
        reference, reason = str(found.get("reference", reference))[:80], f"HTTP {answer.status_code}"
        if answer.status_code == 404:
            return Outcome(state=State.ABSENT, reason=reason)
        state = _KNOWN.get(str(found.get("state")), State.UNKNOWN) if answer.status_code == 200 else State.UNKNOWN
        return Outcome(state=state, reference=reference, reason=str(found.get("reason", ""))[:80] or reason)
