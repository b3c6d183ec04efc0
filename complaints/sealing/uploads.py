"""Files on their way: each piece is sealed as it comes off the wire, and goes to the intake. Nothing plain is kept.

Piece 0 is the head of an envelope and of a libsodium secretstream (XChaCha20-Poly1305), the others are its messages;
the last is empty and says that it is the last, so that no piece can be missing, changed or out of order unseen.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from nacl import bindings

from complaints.screening.files import FileState, FileVerdict, Watch
from intake.models import Chunk

from .envelope import fresh_key
from .intake import visit

PIECE_BYTES = 256 * 1024
REQUEST_BYTES = 60 * 1024 * 1024  # five files, and the form around them


@dataclass(frozen=True, kw_only=True)
class SealedFile:
    """What is left in the DMZ of an uploaded file. Travels in the form's encrypted state."""

    id: uuid.UUID
    name: str
    size: int  # bytes
    media_type: str  # as sniffed, not as the browser said
    sha256: str
    verdict: str = ""  # what the watch says: its state and its code


class SealedUpload(UploadedFile):
    """What request.FILES holds: no content, but where it went (`sealed`) and what the watch found (`verdict`)."""

    def __init__(self, sealed: SealedFile, verdict: FileVerdict) -> None:
        super().__init__(None, sealed.name, sealed.media_type, sealed.size)
        self.sealed = sealed
        self.verdict = verdict

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Nothing: the bytes are sealed and gone."""
        return iter(())


class _Sealer:
    """One file being sealed into rows of the intake."""

    def __init__(self) -> None:
        self.id = uuid.uuid4()
        self.digest = sha256()
        self._sequence = 0
        key, head = fresh_key()
        self._stream = bindings.crypto_secretstream_xchacha20poly1305_state()
        start = bindings.crypto_secretstream_xchacha20poly1305_init_push(self._stream, key)
        self._store(head + start)

    def add(self, piece: bytes, *, last: bool = False) -> None:
        """Seal and store the next piece. Raises IntakeUnavailable."""
        self.digest.update(piece)
        tags = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL if last else 0
        self._store(bindings.crypto_secretstream_xchacha20poly1305_push(self._stream, piece, tag=tags))

    def _store(self, sealed: bytes) -> None:
        with visit(durable=False):
            # Ignoring conflicts, of which there are none, asks nothing back: what is stored may not be read.
            Chunk.objects.bulk_create(
                [Chunk(file=self.id, sequence=self._sequence, sealed=sealed)], ignore_conflicts=True
            )
        self._sequence += 1


class SealingUploadHandler(FileUploadHandler):
    """Django's upload handler for the public app; each file in request.FILES then is a SealedUpload.

    Reading request.POST stores the files: a view checks who is there before it touches it. A file that the watch
    refuses is not stored further; what was stored of it goes with everything that is never submitted.
    """

    chunk_size = PIECE_BYTES
    sealer: _Sealer | None = None

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  (Django's name)
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """Refuse what is too long before any of it is read."""
        if content_length > REQUEST_BYTES:
            raise RequestDataTooBig("The request is longer than five files may be.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._end_watch()
        self.watch: Watch | None = Watch(self.file_name or "")
        self.sealer = _Sealer()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Watch and seal the piece; no other handler is given it."""
        assert self.watch is not None and self.sealer is not None  # noqa: S101  (new_file was called)
        if not self.watch.refused:
            self.watch.feed(raw_data)
            self.sealer.add(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload | None:
        """The file as the view finds it; None for a field that was left empty."""
        watch, sealer = self.watch, self.sealer
        if watch is None or sealer is None:
            return None
        self.watch = None
        verdict = watch.finish()
        if verdict.state is not FileState.REFUSED:
            sealer.add(b"", last=True)
        sealed = SealedFile(
            id=sealer.id,
            name=self.file_name or "",
            size=file_size,
            media_type=verdict.media_type,
            sha256=sealer.digest.hexdigest(),
            verdict=f"{verdict.state}: {verdict.code}",
        )
        return SealedUpload(sealed, verdict)

    def upload_interrupted(self) -> None:
        """The browser went away: let go of the scanner."""
        self._end_watch()

    def _end_watch(self) -> None:
        if getattr(self, "watch", None) is not None:
            self.watch.abandon()  # type: ignore[union-attr]
            self.watch = None
