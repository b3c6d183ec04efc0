"""What comes out of the cleaning."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256


@dataclass(frozen=True)
class Rendition:
    """The picture in one size and format: what a screen of that width loads instead of the whole."""

    image_format: str  # an ImageFormat value
    width: int  # pixels
    height: int
    content: bytes


@dataclass(frozen=True)
class CleanFile:
    """A file that holds what is meant to be seen and nothing else."""

    media_type: str
    width: int | None  # pixels; None for documents
    height: int | None
    content: bytes
    thumbnail: bytes | None  # JPEG; None for documents
    renditions: tuple[Rendition, ...] = ()  # none for documents

    @cached_property
    def sha256(self) -> str:
        """The digest of the content, 64 hex digits: the file's key."""
        return sha256(self.content).hexdigest()
