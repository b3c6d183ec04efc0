"""The pages of one process: bounded in bytes, each built once at a time, evicted by site."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection

from .page import Key, Page

# An expired page stays a little: when its successor is the same, it keeps its Last-Modified.
REMEMBERED_SECONDS = 10.0
# A build that takes longer is not waited for.
BUILD_SECONDS = 10.0


class Flight:
    """One page being built. Whoever asks for the same page meanwhile waits for it."""

    def __init__(self, key: Key, *, started_at: float, is_watched: bool) -> None:
        self.key = key
        self.started_at = started_at
        self.is_watched = is_watched  # whether the clock was being read when the build began
        # Set before the first query: a release that came earlier is in what the build reads.
        self.site: str | None = None
        self.is_stale = False  # something of the site was released or taken down since
        self._page: Page | None = None
        self._landed = threading.Event()

    def wait(self) -> Page | None:
        """The page that was built; None where it is no page to share, or takes too long."""
        return self._page if self._landed.wait(BUILD_SECONDS) else None

    def land(self, page: Page | None) -> None:
        self._page = page
        self._landed.set()


class PageStore:
    """Pages by key, the least recently used first to go."""

    def __init__(self, limit: int, *, now: Callable[[], float] = time.monotonic) -> None:
        self.limit = limit  # bytes
        self.now = now
        self.size = 0
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._of_site: dict[str, set[Key]] = {}
        self._flights: dict[Key, Flight] = {}
        self._watched_until = float("-inf")
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def find(self, key: Key) -> Page | None:
        """The page, if it may be shown now."""
        with self._lock:
            return self._current(key)

    def find_or_begin(self, key: Key) -> Page | tuple[Flight, bool]:
        """The page; or its build, and whether it is the caller's to do and to `finish`."""
        with self._lock:
            page = self._current(key)
            if page is not None:
                return page
            flight = self._flights.get(key)
            if flight is not None:
                return flight, False
            now = self.now()
            flight = self._flights[key] = Flight(key, started_at=now, is_watched=now < self._watched_until)
            return flight, True

    def finish(self, flight: Flight, page: Page | None) -> None:
        """End a build. A page whose site changed meanwhile goes to those who wait, and to nobody after them."""
        with self._lock:
            if self._flights.get(flight.key) is flight:
                del self._flights[flight.key]
            if page is not None and self._may_keep(flight, page):
                self._put(page)
        flight.land(page)

    def grow(self, page: Page, size: int) -> None:
        """Count an encoding that was made of a page after it was put here."""
        with self._lock:
            if self._pages.get(page.key) is page:
                page.size += size
                self.size += size
                self._shrink()

    def watch(self, *, until: float) -> None:
        """The clock was read: pages of sites may be shown until then, unless it is read again."""
        self._watched_until = until

    def evict(self, sites: Collection[str]) -> None:
        """Forget every page of these sites, also those that are being built."""
        with self._lock:
            for site in sites:
                for key in list(self._of_site.get(site, ())):
                    self._drop(key)
            self._abandon([flight for flight in self._flights.values() if flight.site in sites])

    def evict_all_sites(self) -> None:
        """When it is not known which sites changed."""
        with self._lock:
            for key in [key for keys in self._of_site.values() for key in keys]:
                self._drop(key)
            self._abandon([flight for flight in self._flights.values() if flight.site is not None])

    def sweep(self) -> None:
        """Forget what expired a while ago, so that nothing lies in memory that nobody may read."""
        forgotten = self.now() - REMEMBERED_SECONDS
        with self._lock:
            for key in [key for key, page in self._pages.items() if page.expires_at < forgotten]:
                self._drop(key)

    def _current(self, key: Key) -> Page | None:
        page = self._pages.get(key)
        if page is None:
            return None
        now = self.now()
        if now >= page.expires_at or (page.site is not None and now >= self._watched_until):
            return None
        self._pages.move_to_end(key)
        return page

    def _may_keep(self, flight: Flight, page: Page) -> bool:
        is_watched = page.site is None or flight.is_watched
        return is_watched and not flight.is_stale and page.size <= self.limit // 4

    def _put(self, page: Page) -> None:
        before = self._pages.get(page.key)
        if before is not None:
            if before.etag == page.etag:
                page.modified_at = before.modified_at
            self._drop(page.key)
        self._pages[page.key] = page
        self.size += page.size
        if page.site is not None:
            self._of_site.setdefault(page.site, set()).add(page.key)
        self._shrink()

    def _shrink(self) -> None:
        while self.size > self.limit and self._pages:
            self._drop(next(iter(self._pages)))

    def _drop(self, key: Key) -> None:
        page = self._pages.pop(key)
        self.size -= page.size
        if page.site is not None:
            keys = self._of_site[page.site]
            keys.discard(key)
            if not keys:
                del self._of_site[page.site]

    def _abandon(self, flights: Collection[Flight]) -> None:
        for flight in flights:
            flight.is_stale = True
            del self._flights[flight.key]
