"""A stop that comes at the worst moment: while a line of progress is being written."""

import io
import os
import signal
import sys

import pytest

from allimi.embedded import server


class Interrupted(io.RawIOBase):
    """An output whose first write is interrupted by a signal."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor, self.is_interrupted = descriptor, False

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self.descriptor

    def write(self, data) -> int:
        if not self.is_interrupted:
            self.is_interrupted = True
            server._request_stop(signal.SIGINT, None)
        return len(data)


def test_signal_in_the_middle_of_a_line_stops_without_another_error(monkeypatch):
    reading, writing = os.pipe()
    monkeypatch.setattr(server.signal, "signal", lambda number, handler: None)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BufferedWriter(Interrupted(writing))))
    with pytest.raises(server.StopRequested):
        server.report("creating the database clusters")
    assert os.read(reading, 100) == b"stopping\n"
    os.close(reading)
    os.close(writing)
