"""Random secrets, one file each, readable by their owner alone, written once."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from allimi.embedded.topology import Topology


@dataclass(frozen=True, kw_only=True)
class Secrets:
    """Every password of one home. Those of the DMZ and of the relay lie in folders of their own."""

    internal_key: str
    internal: str
    reporters_key: str
    reporters: str
    publisher: str
    collector: str
    public_key: str
    public: str
    submitter: str
    streamer: str
    relay_key: str
    relay_token: str


def load_secrets(topology: Topology) -> Secrets:
    """Read the home's secrets; make those that do not exist yet."""
    inside, dmz, relay = (folder / "secrets" for folder in (topology.inside, topology.dmz, topology.relay))
    return Secrets(
        internal_key=read_or_create(inside / "secret_key"),
        internal=read_or_create(inside / "allimi_internal"),
        reporters_key=read_or_create(inside / "reporters_secret_key"),
        reporters=read_or_create(inside / "allimi_reporters"),
        publisher=read_or_create(inside / "allimi_publisher"),
        collector=read_or_create(inside / "allimi_collector"),
        public_key=read_or_create(dmz / "secret_key"),
        public=read_or_create(dmz / "allimi_public"),
        submitter=read_or_create(dmz / "allimi_submitter"),
        streamer=read_or_create(dmz / "allimi_streamer"),
        relay_key=read_or_create(relay / "secret_key"),
        relay_token=read_or_create(relay / "token"),
    )


def read_or_create(path: Path) -> str:
    """The secret in `path`; 256 random bits in URL-safe letters when there is none yet."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        draft = _write_private(path, secrets.token_urlsafe(32))
        try:
            # A link, unlike a rename, never replaces a secret that someone else has just written.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text("ascii")


def replace_file(path: Path, text: str) -> None:
    """Write `text` to `path` with mode 0600; a reader sees the old file or the new one, never a half."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write_private(path, text).replace(path)


def _write_private(path: Path, text: str) -> Path:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return draft
