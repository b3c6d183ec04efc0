"""A file watched while its bytes pass on their way into the seal."""

from dataclasses import dataclass
from enum import StrEnum


class FileState(StrEnum):
    """What becomes of a file."""

    PASSED = "passed"  # scanned, and nothing was found
    QUARANTINED = "quarantined"  # taken, but closed until a person or a later scan inside opens it
    REFUSED = "refused"  # not taken; the writer is told why


@dataclass(frozen=True)
class FileVerdict:
    state: FileState
    media_type: str  # by the content; empty where it is none that is taken
    size: int  # bytes
    code: str  # "clean", "virus", "too-large", "empty", "type", "not-scanned"
    words: str = ""  # for the writer, in the language of the request; empty where nothing need be said


class Watch:
    """Feed it each chunk, then ask for the verdict. Nothing here raises for what a file holds or a scanner does."""

    def __init__(self, name: str) -> None:
        self._size = 0

    @property
    def refused(self) -> bool:
        """Whether the rest need not be sent: it is refused already."""
        return False

    def feed(self, chunk: bytes) -> None:
        """The next bytes, in order."""
        self._size += len(chunk)

    def finish(self) -> FileVerdict:
        """The verdict on the whole file. Ends the watch."""
        return FileVerdict(FileState.QUARANTINED, "", self._size, "not-scanned")

    def abandon(self) -> None:
        """Lets go of the scanner when an upload was broken off."""
