"""Pictures that rows name: fetched from the city's own hosts alone, with a limit on size and time.

What comes is not trusted: the cleaner finds out by its content what it is and encodes it anew.
"""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException, HTTPMessage
from typing import IO
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


class ImageFetcher:
    """Fetches pictures from `hosts` and their subdomains."""

    def __init__(self, hosts: Iterable[str] = CITY_HOSTS) -> None:
        self.hosts = tuple(hosts)
        self._opener: OpenerDirector = build_opener(_SameRules(self))

    def fetch_all(self, addresses: Iterable[str]) -> Iterator[tuple[str, bytes | ImageError]]:
        """Each address with its bytes or why there are none, a few at a time."""
        unique = list(dict.fromkeys(addresses))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield from zip(unique, pool.map(self._outcome, unique), strict=True)

    def _outcome(self, address: str) -> bytes | ImageError:
        try:
            return self.fetch(address)
        except ImageError as error:
            return error

    def fetch(self, address: str) -> bytes:
        """The bytes behind an address. Raises ImageError."""
        self.check(address)
        request = Request(address, headers={"User-Agent": "Allimi"})  # noqa: S310  (check() admits http alone)
        try:
            with self._opener.open(request, timeout=TIMEOUT) as response:
                return _limited(response)
        except (OSError, HTTPException, ValueError) as error:
            if isinstance(error, HTTPError):
                error.close()
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
