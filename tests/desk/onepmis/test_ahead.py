import threading
import time
from collections.abc import Iterator

import pytest

from desk.onepmis.ahead import Ahead


def test_the_same_elements_in_the_same_order() -> None:
    assert list(Ahead(range(100))) == list(range(100))
    assert list(Ahead([])) == []


def test_an_error_comes_after_what_was_before_it() -> None:
    def source() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    got = []
    with pytest.raises(OSError, match="gone"):
        for element in Ahead(source()):
            got.append(element)
    assert got == [1]


def test_it_is_never_more_than_a_few_ahead() -> None:
    made = []
    ahead = iter(Ahead((made.append(number) or number for number in range(1000)), depth=2))
    next(ahead)
    time.sleep(0.05)
    assert len(made) <= 4
    ahead.close()  # type: ignore[attr-defined]


def test_no_thread_is_left_when_the_reader_stops() -> None:
    before = threading.active_count()
    for element in Ahead(range(1000)):
        if element == 3:
            break
    assert threading.active_count() == before
