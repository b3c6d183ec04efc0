"""Sealed pieces of a file as one value of a column: each with its length before it. Pure."""

from collections.abc import Iterator, Sequence

_LENGTH = 4  # bytes, big-endian


def pack(pieces: Sequence[bytes]) -> bytes:
    """The pieces in order as one value."""
    return b"".join(len(piece).to_bytes(_LENGTH) + piece for piece in pieces)


def unpack(packed: bytes) -> Iterator[bytes]:
    """The pieces that `pack` was given."""
    place = 0
    while place < len(packed):
        start = place + _LENGTH
        place = start + int.from_bytes(packed[place:start])
        yield packed[start:place]
