"""What was released and what was taken down, as Atom (RFC 4287) with tombstones (RFC 6721)."""

from .channels import Channel
from .document import CONTENT_TYPE, atom_document

__all__ = ["CONTENT_TYPE", "Channel", "atom_document"]
