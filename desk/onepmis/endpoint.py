"""Seoul's open data over HTTP: page by page, with patience for a server that stumbles.

    http://openapi.seoul.go.kr:8088/{KEY}/{json|xml}/{SERVICE}/{start}/{end}/

At most 1,000 rows a call (ERROR-336); five with the public key “sample” (ERROR-335).
"""

import io
import logging
import time
from collections.abc import Callable, Iterator
from http.client import HTTPException
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from django.utils.translation import gettext as _

from .reader import PASSING, Answer, Raw, ReadError, Refused

logger = logging.getLogger(__name__)

ROWS_A_CALL = 1000
SAMPLE_KEY = "sample"
ROWS_A_SAMPLE = 5
ATTEMPTS = 5
TIMEOUT = 30  # seconds without a byte
PAGE_LIMIT = 64 * 1024 * 1024  # bytes; a page of 1,000 rows is about 1 MB


class Endpoint(NamedTuple):
    """Where to call, with which key. The key is a secret: it stands in no message."""

    address: str
    service: str
    key: str = SAMPLE_KEY
    form: str = "json"
    arguments: tuple[str, ...] = ()  # further parts of the path: filters such as a project code

    def check(self) -> None:
        if urlsplit(self.address).scheme not in ("http", "https") or not urlsplit(self.address).hostname:
            raise ReadError(_("%(address)s is no http address.") % {"address": self.address})

    @property
    def page_size(self) -> int:
        return ROWS_A_SAMPLE if self.key == SAMPLE_KEY else ROWS_A_CALL

    def page_address(self, start: int, end: int) -> str:
        parts = (self.key, self.form, self.service, str(start), str(end), *self.arguments)
        return f"{self.address.rstrip('/')}/{'/'.join(quote(part, safe='') for part in parts)}/"


class EndpointRows:
    """The rows of a service from row `start` on, one page after the other. `total` is known from the first page on.

    `pause` waits before a call is tried again, `ration` before every call.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        start: int = 1,
        pause: Callable[[float], None] = time.sleep,
        ration: Callable[[], None] = lambda: None,
    ) -> None:
        endpoint.check()
        self.endpoint = endpoint
        self.start = start
        self.total: int | None = None
        self._pause = pause
        self._ration = ration

    def __iter__(self) -> Iterator[Raw]:
        start = self.start
        while self.total is None or start <= self.total:
            end = start + self.endpoint.page_size - 1
            page = self._page(start, end)
            if not page:
                return
            yield from page
            start += len(page)

    def _page(self, start: int, end: int) -> list[Raw]:
        """One page, whole: rows are handed on only when the answer is complete."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._call(start, end)
            except (OSError, HTTPException, ReadError) as error:
                if not _may_pass(error) or attempt == ATTEMPTS:
                    raise self._failure(start, end, error) from error
                wait = 0.5 * 2 ** (attempt - 1)
                logger.warning("rows %d-%d: %s; trying again in %.1f s", start, end, self._told(error), wait)
                self._pause(wait)
        raise AssertionError("unreachable")

    def _call(self, start: int, end: int) -> list[Raw]:
        self._ration()
        request = Request(self.endpoint.page_address(start, end), headers={"User-Agent": "Allimi"})  # noqa: S310
        try:
            with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310  (check() admits http alone)
                body = response.read(PAGE_LIMIT + 1)
        except HTTPError as error:
            error.close()
            raise
        if len(body) > PAGE_LIMIT:
            raise ReadError(_("The answer is larger than any page can be."))
        answer = Answer(self.endpoint.service)
        page = list(answer.rows(io.BytesIO(body)))
        self.total = answer.total if answer.total is not None else self.total
        return page

    def _failure(self, start: int, end: int, error: Exception) -> ReadError:
        where = _("Rows %(start)d to %(end)d of %(service)s could not be read.") % {
            "start": start,
            "end": end,
            "service": self.endpoint.service,
        }
        return ReadError(f"{where} {self._told(error)} {_advice(error)}".rstrip())

    def _told(self, error: Exception) -> str:
        """What went wrong, without the key."""
        return (str(error) or type(error).__name__).replace(self.endpoint.key, "…")


def _may_pass(error: Exception) -> bool:
    """Whether the same call may succeed later. A cut connection leaves JSON or XML that breaks off."""
    if isinstance(error, Refused):
        return error.code in PASSING
    if isinstance(error, HTTPError):
        return error.code >= 500 or error.code == 429
    return True


def _advice(error: Exception) -> str:
    if not isinstance(error, Refused):
        return ""
    if error.code == "INFO-100":
        return _("Check the key.")
    return _("Check --service and the address.") if error.code in ("ERROR-300", "ERROR-310") else ""
