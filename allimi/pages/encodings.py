"""Which compression a reader takes, and the bodies in it."""

import zlib
from functools import lru_cache

import brotli

BROTLI, GZIP, IDENTITY = "br", "gzip", "identity"

# Above these a page takes several times as long to compress, for a few per cent.
_BROTLI_QUALITY = 5
_GZIP_LEVEL = 6
_GZIP_CONTAINER = zlib.MAX_WBITS | 16


@lru_cache(maxsize=512)
def best_encoding(accepted: str) -> str:
    """The smallest encoding that an Accept-Encoding header allows; browsers send few different ones."""
    allowed = {name for name, quality in map(_coding, accepted.lower().split(",")) if quality > 0}
    return next((encoding for encoding in (BROTLI, GZIP) if encoding in allowed), IDENTITY)


def _coding(part: str) -> tuple[str, float]:
    name, _, parameter = part.partition(";")
    quality = parameter.strip().removeprefix("q=")
    try:
        return name.strip(), float(quality or 1)
    except ValueError:
        return name.strip(), 0.0


def encoded(body: bytes, encoding: str) -> bytes:
    """The body in one of the three encodings."""
    if encoding == BROTLI:
        return brotli.compress(body, quality=_BROTLI_QUALITY)
    if encoding == GZIP:
        packer = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_CONTAINER)
        return packer.compress(body) + packer.flush()
    return body
