"""What the page cache keeps, for how long, and what it forgets."""

import threading

import pytest

from allimi.pages.page import Key, Page
from allimi.pages.store import Flight, PageStore


class Hand:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def store(hand: Hand) -> PageStore:
    store = PageStore(100_000, now=hand)
    store.watch(until=hand.now + 1.5)
    return store


def key(path: str) -> Key:
    return ("http", "localhost", "", path, "")


def page(path: str, *, site: str | None = None, body: bytes = b"a page", until: float = 160.0) -> Page:
    return Page(key=key(path), status="200 OK", headers=[], body=body, site=site, expires_at=until)


def begun(store: PageStore, path: str, *, site: str | None = None) -> Flight:
    found = store.find_or_begin(key(path))
    assert isinstance(found, tuple) and found[1], "somebody else builds it"
    found[0].site = site
    return found[0]


def keep(store: PageStore, kept: Page) -> None:
    store.finish(begun(store, kept.key[3], site=kept.site), kept)


def test_page_is_kept_until_its_time(store: PageStore, hand: Hand) -> None:
    keep(store, page("/", until=101.0))
    assert store.find(key("/")) is not None
    hand.now = 101.0
    assert store.find(key("/")) is None


def test_sites_that_changed_lose_their_pages_and_no_other_does(store: PageStore) -> None:
    for path, site in (("/sites/A/", "A"), ("/en/sites/A/", "A"), ("/sites/B/", "B"), ("/", None)):
        keep(store, page(path, site=site))
    store.evict({"A"})
    assert store.find(key("/sites/A/")) is None and store.find(key("/en/sites/A/")) is None
    assert store.find(key("/sites/B/")) is not None and store.find(key("/")) is not None


def test_page_whose_site_changed_while_it_was_built_is_not_kept(store: PageStore) -> None:
    flight = begun(store, "/sites/A/", site="A")
    store.evict({"A"})
    anew = begun(store, "/sites/A/", site="A")  # who comes now does not wait for the old build
    store.finish(flight, page("/sites/A/", site="A", body=b"before"))
    assert store.find(key("/sites/A/")) is None
    store.finish(anew, page("/sites/A/", site="A", body=b"after"))
    found = store.find(key("/sites/A/"))
    assert found is not None and found.body == b"after"


def test_all_sites_are_evicted_when_it_is_not_known_which_changed(store: PageStore) -> None:
    keep(store, page("/sites/A/", site="A"))
    keep(store, page("/"))
    flight = begun(store, "/sites/B/", site="B")
    store.evict_all_sites()
    store.finish(flight, page("/sites/B/", site="B"))
    assert [store.find(key(path)) is None for path in ("/sites/A/", "/sites/B/", "/")] == [True, True, False]


def test_pages_of_sites_are_not_shown_while_the_clock_is_not_read(store: PageStore, hand: Hand) -> None:
    keep(store, page("/sites/A/", site="A"))
    keep(store, page("/"))
    hand.now += 1.5
    assert store.find(key("/sites/A/")) is None
    assert store.find(key("/")) is not None  # lives by its own second
    store.watch(until=hand.now + 1.5)
    assert store.find(key("/sites/A/")) is not None


def test_page_of_a_site_built_before_the_first_reading_is_shared_and_not_kept(hand: Hand) -> None:
    store = PageStore(100_000, now=hand)
    flight = begun(store, "/sites/A/", site="A")
    store.watch(until=hand.now + 1.5)
    built = page("/sites/A/", site="A")
    store.finish(flight, built)
    assert flight.wait() is built
    assert store.find(key("/sites/A/")) is None


def test_memory_is_bounded_and_the_least_recently_used_goes_first(store: PageStore) -> None:
    for number in range(4):
        keep(store, page(f"/{number}", body=b"x" * 10_000))
    for number in range(4, 20):
        keep(store, page(f"/{number}", body=b"x" * 10_000))
        assert store.find(key("/0")) is not None
        assert store.size <= store.limit
    assert store.find(key("/1")) is None


def test_encodings_made_later_count(store: PageStore) -> None:
    kept = page("/", body=b"x" * 10_000, site="A")
    keep(store, kept)
    before = store.size
    _body, _headers, grown = kept.variant("gzip")
    store.grow(kept, grown)
    assert store.size == before + grown > before
    assert kept.variant("gzip")[2] == 0
    store.evict({"A"})
    assert store.size == 0


def test_page_larger_than_a_quarter_of_the_memory_is_not_kept(store: PageStore) -> None:
    keep(store, page("/", body=b"x" * 30_000))
    assert store.find(key("/")) is None


def test_what_expired_is_forgotten_a_little_later(store: PageStore, hand: Hand) -> None:
    keep(store, page("/", until=101.0))
    hand.now = 112.0
    store.sweep()
    assert len(store) == 0 and store.size == 0


def test_same_page_built_again_keeps_its_last_modified(store: PageStore, hand: Hand) -> None:
    first = page("/", until=101.0)
    first.modified_at -= 60
    keep(store, first)
    hand.now = 101.5
    same, other = page("/"), page("/", body=b"another page")
    keep(store, same)
    assert same.modified_at == first.modified_at
    same.expires_at = hand.now
    keep(store, other)
    assert other.modified_at > first.modified_at


def test_one_builds_and_the_others_wait(store: PageStore) -> None:
    flight = begun(store, "/")
    built, got = page("/"), []
    waiting = []
    for _ in range(3):
        found = store.find_or_begin(key("/"))
        assert found == (flight, False)
        waiting.append(threading.Thread(target=lambda: got.append(flight.wait())))
    for thread in waiting:
        thread.start()
    store.finish(flight, built)
    for thread in waiting:
        thread.join()
    assert got == [built] * 3
