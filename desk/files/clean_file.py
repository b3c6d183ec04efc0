"""What comes out of the cleaning."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256


@dataclass(frozen=True)
class CleanFile:
    """A file that holds what is meant to be seen and nothing else."""

    media_type: str
    width: int | None  # pixels; None for documents
    height: int | None
    content: bytes
    thumbnail: bytes | None  # JPEG; None for documents

    @cached_property
    def sha256(self) -> str:
        """The digest of the content, 64 hex digits: the file's key."""
        return sha256(self.content).hexdigest()
