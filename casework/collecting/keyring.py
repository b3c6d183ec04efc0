"""The private keys that open what citizens sealed: one file each, in a folder that the collector alone may read.

Pure: asks no settings, so that the embedded default can make the first key before there are any. docs/keys.md tells
an administrator how keys are made, taken out of use and kept.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from nacl import bindings

from complaints.sealing.keys import key_id

SUFFIX = ".key"
RECOVERY = "recovery.pub"  # the public half of the key that lies in a safe


class BadKey(Exception):
    """A key's file or the folder is not as it should be. Says which, and never what is in it."""


@dataclass(frozen=True)
class Key:
    """A pair of X25519 keys."""

    public: bytes
    private: bytes = field(repr=False)
    made_at: datetime

    @property
    def identity(self) -> bytes:
        """By what envelopes name it."""
        return key_id(self.public)


Keyring = Mapping[bytes, Key]


def make_key(now: datetime | None = None) -> Key:
    """A new pair."""
    public, private = bindings.crypto_box_keypair()
    return Key(public, private, now or datetime.now(UTC))


def write_key(key: Key, path: Path) -> None:
    """Write the pair to a new file, for its owner alone. Raises FileExistsError rather than replace one."""
    content = {"public": key.public.hex(), "private": key.private.hex(), "made_at": key.made_at.isoformat()}
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path) -> Key:
    """The pair in a file. Raises BadKey."""
    try:
        content = json.loads(path.read_text("ascii"))
        private = bytes.fromhex(content["private"])
        key = Key(bindings.crypto_scalarmult_base(private), private, datetime.fromisoformat(content["made_at"]))
    except OSError as error:
        raise BadKey(f"{path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadKey(f"{path} is no key’s file ({type(error).__name__}).") from None
    if key.public.hex() != content.get("public"):
        raise BadKey(f"{path}: its two halves do not belong together.")
    return key


def add_key(folder: Path, key: Key) -> Path:
    """Put the pair into the folder, made if need be. Returns the file."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{key.identity.hex()}{SUFFIX}"
    write_key(key, path)
    return path


def read_keys(folder: Path) -> Keyring:
    """The keys in the folder by their names, the newest first. Raises BadKey."""
    keys = (read_key(path) for path in folder.glob(f"*{SUFFIX}"))
    return {key.identity: key for key in sorted(keys, key=lambda each: each.made_at, reverse=True)}


def public_keys(folder: Path) -> list[str]:
    """What the DMZ is to seal to: the newest key of the folder, and the recovery key where one was made."""
    newest = [key.public.hex() for key in read_keys(folder).values()][:1]
    recovery = folder / RECOVERY
    return [*newest, recovery.read_text("ascii").strip()] if recovery.exists() else newest
