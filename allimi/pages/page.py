"""One page that is kept: its body in each encoding that was asked for, and its headers."""

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from django.utils.http import http_date, parse_etags

from .encodings import IDENTITY, encoded

Headers = list[tuple[str, str]]
# Scheme, host, mount point, path (which holds the language) and query: all that a page depends on.
Key = tuple[str, str, str, str, str]

# Another process may show the version before for as long as this after the change, so a page younger than this
# has no Last-Modified yet: two versions never share one.
SETTLED_SECONDS = 3
_PACKED = "image/png"  # what no encoding makes smaller
_OVERHEAD_BYTES = 2_500  # of a page's objects, measured roughly
_MADE_HERE = {"content-length", "content-encoding", "etag", "last-modified", "vary"}
_ON_NOT_MODIFIED = {"cache-control", "content-location", "expires"}


@dataclass(slots=True, eq=False)
class Page:
    """A finished answer. `site` is the code of the site it shows, None for one that lives by the timer."""

    key: Key
    status: str
    headers: Headers
    body: bytes
    site: str | None
    expires_at: float  # by the monotonic clock
    etag: str = ""
    modified_at: int = 0  # seconds since 1970
    size: int = 0  # bytes of memory, the encoded bodies included
    _variants: dict[str, tuple[bytes, Headers]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Weak, because the same page in another encoding is the same page.
        self.etag = f'W/"{hashlib.blake2b(self.body, digest_size=12).hexdigest()}"'
        self.modified_at = int(time.time())
        self.headers = [(name, value) for name, value in self.headers if name.lower() not in _MADE_HERE]
        self.size = len(self.body) + _OVERHEAD_BYTES

    @property
    def is_ok(self) -> bool:
        return self.status.startswith("200")

    def variant(self, encoding: str) -> tuple[bytes, Headers, int]:
        """Body and headers in an encoding, and the bytes by which the page has just grown."""
        if ("Content-Type", _PACKED) in self.headers:
            encoding = IDENTITY
        found = self._variants.get(encoding)
        if found is not None:
            return *found, 0
        body = encoded(self.body, encoding)
        headers = [*self.headers, ("Content-Length", str(len(body))), ("ETag", self.etag), ("Vary", "Accept-Encoding")]
        if encoding != IDENTITY:
            headers.append(("Content-Encoding", encoding))
        made = (body, headers)
        kept = self._variants.setdefault(encoding, made)
        grown = len(body) if kept is made and body is not self.body else 0
        return *kept, grown

    def dated(self, headers: Headers) -> Headers:
        """A new list with Last-Modified, once no other version can have the same."""
        if time.time() < self.modified_at + SETTLED_SECONDS:
            return list(headers)
        return [*headers, ("Last-Modified", http_date(self.modified_at))]

    def not_modified_headers(self) -> Headers:
        kept = [(name, value) for name, value in self.headers if name.lower() in _ON_NOT_MODIFIED]
        return self.dated([*kept, ("ETag", self.etag), ("Vary", "Accept-Encoding")])

    def is_known_to(self, *, etags: str | None, since: str | None) -> bool:
        """Whether a reader with these If-None-Match and If-Modified-Since has this very page."""
        if not self.is_ok:
            return False
        if etags is not None:
            return etags == self.etag or self._is_among(parse_etags(etags))
        return since is not None and self._is_unchanged_since(since)

    def _is_among(self, etags: Iterable[str]) -> bool:
        return any(etag == "*" or etag.removeprefix("W/") == self.etag.removeprefix("W/") for etag in etags)

    def _is_unchanged_since(self, since: str) -> bool:
        try:
            return parsedate_to_datetime(since).timestamp() >= self.modified_at
        except (ValueError, OverflowError):
            return False
