"""Homes of these tests' own: they kill what the other tests rely on."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def temporary_home() -> Iterator[Path]:
    """An empty folder with a short path: a Unix socket's may have 107 bytes, which tmp_path can exceed."""
    folder = Path(tempfile.mkdtemp(prefix="allimi-", dir="/tmp"))  # noqa: S108
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def short_home() -> Iterator[Path]:
    with temporary_home() as folder:
        yield folder


@pytest.fixture(scope="module")
def module_home() -> Iterator[Path]:
    with temporary_home() as folder:
        yield folder
