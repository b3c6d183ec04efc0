from messaging.message import Message
from messaging.outcome import Outcome, State

outbox: dict[str, Message] = {}  # by the message's id, as `mail.outbox` has Django's e-mails


class Backend:
    """Keeps messages in this process's memory, for tests."""

    def send(self, message: Message) -> Outcome:
        outbox.setdefault(str(message.id), message)
        return Outcome(state=State.ACCEPTED, reference=str(message.id))

    def look_up(self, message: Message, reference: str = "") -> Outcome:
        state = State.DELIVERED if (reference or str(message.id)) in outbox else State.ABSENT
        return Outcome(state=state, reference=reference)
