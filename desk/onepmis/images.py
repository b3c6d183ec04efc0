"""Pictures that rows name: fetched from the city's own hosts alone, with a limit on size and time.

What comes is not trusted: the cleaner finds out by its content what it is and encodes it anew.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage
from typing import IO, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from django.utils.translation import gettext as _

# The importer runs inside: an address in a row must not make it call anything else there.
CITY_HOSTS = ("seoul.go.kr", "eseoul.go.kr")
LARGEST = 20 * 1024 * 1024  # bytes
TIMEOUT = 10  # seconds without a byte
DEADLINE = 60  # seconds for one picture
AT_ONCE = 4


class ImageError(Exception):
    """The picture could not be fetched. The message says why."""


class Answer(NamedTuple):
    """A picture as its server sent it, and by what to ask next time whether it has changed."""

    content: bytes | None  # None: as it was
    etag: str = ""
    last_modified: str = ""


class ImageFetcher:
    """Fetches pictures from `hosts` and their subdomains. `pause` waits before each call, where calls are rationed."""

    def __init__(self, hosts: Iterable[str] = CITY_HOSTS, *, pause: Callable[[], None] = lambda: None) -> None:
        self.hosts = tuple(hosts)
        self._pause = pause
        self._opener: OpenerDirector = build_opener(_SameRules(self))

    def fetch_all(self, wanted: Iterable[tuple[str, Answer]]) -> Iterator[tuple[str, Answer | ImageError]]:
        """Each address with its picture or why there is none, a few at a time.

        `wanted` are addresses, each with the answer it got last time (its content does not matter).
        """
        unique = dict(wanted)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield from zip(unique, pool.map(self._outcome, unique.items()), strict=True)

    def _outcome(self, wanted: tuple[str, Answer]) -> Answer | ImageError:
        try:
            return self.fetch(*wanted)
        except ImageError as error:
            return error

    def fetch(self, address: str, last: Answer = Answer(None)) -> Answer:  # noqa: B008  (immutable)
        """The picture behind an address. Raises ImageError."""
        self.check(address)
        self._pause()
        headers = {"User-Agent": "Allimi", "If-None-Match": last.etag, "If-Modified-Since": last.last_modified}
        request = Request(address, headers={name: value for name, value in headers.items() if value})  # noqa: S310
        try:
            with self._opener.open(request, timeout=TIMEOUT) as response:
                told = response.headers
                return Answer(_limited(response), told.get("ETag", "")[:200], told.get("Last-Modified", "")[:100])
        except (OSError, HTTPException, ValueError) as error:
            if isinstance(error, HTTPError):
                error.close()
                if error.code == HTTPStatus.NOT_MODIFIED:
                    return last._replace(content=None)
            raise ImageError(_("The picture could not be fetched: %(why)s") % {"why": error}) from error

    def check(self, address: str) -> None:
        """Raises ImageError for an address on no host that pictures may come from."""
        parts = urlsplit(address)
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https") or not any(
            host == allowed or host.endswith(f".{allowed}") for allowed in self.hosts
        ):
            raise ImageError(
                _("Pictures are fetched from %(hosts)s alone. --image-host adds one.")
                % {"hosts": ", ".join(self.hosts)}
            )


class _SameRules(HTTPRedirectHandler):
    """A redirect leads only to where the picture could have been fetched directly."""

    def __init__(self, fetcher: ImageFetcher) -> None:
        self._fetcher = fetcher

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        try:
            self._fetcher.check(newurl)
        except ImageError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _limited(response: IO[bytes]) -> bytes:
    """The body, unless it is too large or drips in too slowly."""
    started = time.monotonic()
    parts: list[bytes] = []
    size = 0
    while part := response.read(64 * 1024):
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise ImageError(_("The picture is larger than %(size)d MB.") % {"size": LARGEST // 1024**2})
        if time.monotonic() - started > DEADLINE:
            raise ImageError(_("The picture took longer than %(seconds)d seconds.") % {"seconds": DEADLINE})
    return b"".join(parts)
