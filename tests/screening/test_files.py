"""The watch over uploads, with a real clamd that knows EICAR's signature."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytest_django import Settings

from complaints.screening.files import MAX_BYTES, FileState, FileVerdict, Watch
from tests.screening import samples
from tests.screening.clamd_daemon import EICAR


def watched(content: bytes, name: str = "현장.jpg", piece: int = 64 * 1024) -> FileVerdict:
    watch = Watch(name)
    for start in range(0, len(content), piece):
        watch.feed(content[start : start + piece])
    return watch.finish()


def test_honest_files_pass_whatever_they_are_called(clamd: str) -> None:
    verdicts = {
        "photo": watched(samples.photo(), "report.exe"),
        "hwpx": watched(samples.hwpx(), "민원.hwpx"),
        "text": watched("공사 소음 문의".encode("cp949"), "문의.txt"),
        "zip": watched(samples.archive(a__txt="내용".encode())),
    }
    assert {name: (verdict.state, verdict.media_type) for name, verdict in verdicts.items()} == {
        "photo": (FileState.PASSED, "image/jpeg"),
        "hwpx": (FileState.PASSED, "application/hwp+zip"),
        "text": (FileState.PASSED, "text/plain"),
        "zip": (FileState.PASSED, "application/zip"),
    }


@pytest.mark.parametrize(
    "content",
    [EICAR, samples.archive(letter__txt=EICAR), samples.eicar_nested()],
    ids=["plain", "zip", "zip in a zip in a zip"],
)
def test_a_virus_is_refused_and_said(clamd: str, content: bytes) -> None:
    verdict = watched(content, piece=20)
    assert (verdict.state, verdict.code) == (FileState.REFUSED, "virus")
    assert verdict.words


def test_a_program_called_a_photo_is_refused_at_its_first_bytes(clamd: str) -> None:
    watch = Watch("현장 사진.jpg")
    watch.feed(samples.program())
    assert watch.refused
    assert (watch.finish().state, watch.finish().code) == (FileState.REFUSED, "type")


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"#!/bin/sh\nrm", b"\x00\x01\x02", b"<?php phpinfo();"])
def test_what_runs_is_not_taken(clamd: str, content: bytes) -> None:
    assert watched(content).code == "type"


def test_too_large_and_empty_files_are_refused(clamd: str) -> None:
    watch = Watch("a.pdf")
    watch.feed(b"%PDF-1.7" + bytes(MAX_BYTES))
    assert watch.refused
    assert watch.finish().code == "too-large"
    assert Watch("a.pdf").finish().code == "empty"


def test_without_a_scanner_every_file_is_quarantined_and_said(settings: Settings) -> None:
    for address in ("", "/nowhere/clamd.sock", "127.0.0.1:1", "nonsense"):
        settings.CLAMD = address
        verdict = watched(samples.photo())
        assert (verdict.state, verdict.code) == (FileState.QUARANTINED, "not-scanned")
        assert verdict.words


@contextmanager
def scanner_that_says(answer: bytes, folder: Path) -> Iterator[str]:
    """A socket on which somebody reads everything and gives that answer."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "s"))
        server.listen()

        def serve() -> None:
            connection, _peer = server.accept()
            with connection:
                while not connection.recv(4096).endswith(bytes(4)):
                    pass
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield str(folder / "s")
        thread.join()


@pytest.mark.parametrize(
    "answer",
    [b"", b"stream: OK", b"INSTREAM size limit exceeded. ERROR\0", b"OK\0", b"stream: Can't allocate memory ERROR\0"],
    ids=["nothing", "cut off", "too large", "not of the stream", "an error"],
)
def test_an_answer_that_is_none_quarantines(settings: Settings, tmp_path: Path, answer: bytes) -> None:
    with scanner_that_says(answer, tmp_path) as settings.CLAMD:
        assert watched(b"%PDF-1.7 text").state is FileState.QUARANTINED


def test_the_same_clamd_answers_on_after_everything(clamd: str) -> None:
    for content in (samples.bomb(), samples.huge_png(), samples.polyglot()):
        assert watched(content).state is not FileState.REFUSED
    assert watched(EICAR).code == "virus"
    assert watched(samples.photo()).state is FileState.PASSED
