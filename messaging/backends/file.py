import dataclasses
import json
import os
from pathlib import Path

from messaging.message import Message
from messaging.outcome import Outcome, State


class Backend:
    """Writes each message to a file of its own, as JSON. The same message twice is one file."""

    def __init__(self, *, folder: str) -> None:
        self._folder = Path(folder)

    def send(self, message: Message) -> Outcome:
        path = self._path(message)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not path.exists():
                fresh = path.with_suffix(f".{os.getpid()}")
                fresh.write_text(json.dumps(dataclasses.asdict(message), default=str, ensure_ascii=False, indent=1))
                fresh.replace(path)
        except OSError as error:
            return Outcome(state=State.TEMPORARY, reason=type(error).__name__)
        return Outcome(state=State.ACCEPTED, reference=path.name)

    def look_up(self, message: Message, reference: str = "") -> Outcome:
        path = self._path(message)
        return Outcome(state=State.DELIVERED if path.exists() else State.ABSENT, reference=path.name)

    def _path(self, message: Message) -> Path:
        return self._folder / f"{message.id}.json"
