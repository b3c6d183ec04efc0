"""Has the code changed since a step was done? Then the step is done again; otherwise a start skips it."""

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

from allimi.embedded.credentials import replace_file
from allimi.embedded.topology import ROOT


def fingerprint(files: Iterable[Path], *extra: str) -> str:
    """A digest of the files' names, sizes and times, of Python's version and of `extra`."""
    digest = hashlib.sha256("\0".join((sys.version, *extra)).encode())
    for path in sorted(files):
        stat = path.stat()
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()


def code_files() -> list[Path]:
    """What decides the databases' shape and first contents: the apps' modules, profiles and requirements."""
    modules = (path for pattern in ("*.py", "*.toml") for path in ROOT.glob(f"[a-z]*/**/{pattern}"))
    return [*modules, *ROOT.glob("requirements/*.txt")]


def static_files() -> list[Path]:
    """The sources of what collectstatic gathers."""
    folders = [ROOT / "static", ROOT / "docs" / "manual" / "pictures", *ROOT.glob("[a-z]*/static")]
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [*found, *ROOT.glob("requirements/*.txt")]


def is_done(stamp: Path, digest: str) -> bool:
    """Whether a step was done for this very state of the code."""
    return stamp.exists() and stamp.read_text() == digest


def mark_done(stamp: Path, digest: str) -> None:
    replace_file(stamp, digest)
