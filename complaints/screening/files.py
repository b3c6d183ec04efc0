"""A file watched while its bytes pass on their way into the seal: sniffed, counted and scanned, kept nowhere."""

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext as _

from .clamd import ScanState, Stream
from .sniffing import HEAD_BYTES, media_type_of

MAX_BYTES = 20 * 1024 * 1024


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
    code: str  # "clean", "virus", "limits", "too-large", "empty", "type", "not-scanned"
    words: str = ""  # for the writer, in the language of the request; empty where nothing need be said


class Watch:
    """Feed it each chunk, then ask for the verdict. Nothing here raises for what a file holds or a scanner does."""

    def __init__(self, name: str) -> None:
        """The name is not believed: only the content says what the file is."""
        self._size = 0
        self._head = b""
        self._media_type: str | None = None  # None: not enough bytes yet
        self._stream = Stream(settings.CLAMD)

    @property
    def refused(self) -> bool:
        """Whether the rest need not be sent: it is refused already."""
        return self._size > MAX_BYTES or self._media_type == ""

    def feed(self, chunk: bytes) -> None:
        """The next bytes, in order."""
        self._size += len(chunk)
        if self._media_type is None:
            self._head += chunk[: HEAD_BYTES - len(self._head)]
            if len(self._head) == HEAD_BYTES:
                self._media_type = media_type_of(self._head)
        if self.refused:
            self.abandon()
        else:
            self._stream.send(chunk)

    def finish(self) -> FileVerdict:
        """The verdict on the whole file. Ends the watch."""
        if self._media_type is None:
            self._media_type = media_type_of(self._head)
        if not self._size:
            return self._refusal("empty", _("The file is empty. Choose it again."))
        if self._size > MAX_BYTES:
            return self._refusal("too-large", _("The file is larger than 20 MB. Make it smaller or split it."))
        if not self._media_type:
            return self._refusal(
                "type",
                _(
                    "Files of this type are not taken. Choose a picture (JPEG, PNG or WebP), a PDF, HWP or Office "
                    "document, a text or a ZIP archive of such files."
                ),
            )
        return self._scanned()

    def abandon(self) -> None:
        """Lets go of the scanner when an upload was broken off."""
        self._stream.close()

    def _scanned(self) -> FileVerdict:
        found = self._stream.finish()
        media_type = self._media_type or ""
        if found.state is ScanState.CLEAN:
            return FileVerdict(FileState.PASSED, media_type, self._size, "clean")
        if found.state is ScanState.VIRUS:
            return self._refusal(
                "virus", _("A virus was found in this file. Check your device and choose another file.")
            )
        return FileVerdict(
            FileState.QUARANTINED,
            media_type,
            self._size,
            found.state.value,
            _("Taken. It could not be checked for viruses yet and stays closed until it has been."),
        )

    def _refusal(self, code: str, words: str) -> FileVerdict:
        self.abandon()
        return FileVerdict(FileState.REFUSED, self._media_type or "", self._size, code, words)
