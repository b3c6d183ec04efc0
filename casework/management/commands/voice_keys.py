import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from casework.collecting.keyring import (
    RECOVERY,
    SUFFIX,
    BadKey,
    add_key,
    make_key,
    public_keys,
    read_key,
    read_keys,
    write_key,
)
from casework.collecting.opening import CannotOpen, open_envelope
from casework.collecting.retiring import sealed_to
from complaints.petitions import dumps


class Command(BaseCommand):
    help = "Keys that open what citizens seal: made, changed, taken out of use, recovered. docs/keys.md explains each."
    # `open` runs on a machine without a database.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        parts.add_parser("new", help="make a key; the public app seals to it once it is told")
        parts.add_parser("list", help="the keys, and what the public app is to be told")
        retired = parts.add_parser("retire", help="delete a private key that nothing is sealed to any more")
        retired.add_argument("key", help="as `list` names it")
        safe = parts.add_parser("recovery", help="make the key that lies in a safe")
        safe.add_argument("file", type=Path, help="where to write it: a medium that you take away")
        opened = parts.add_parser("open", help="open an envelope with a key's file, on a machine of its own")
        opened.add_argument("envelope", type=Path)
        opened.add_argument("--key", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['part']}")(options)
        except (BadKey, CannotOpen) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error

    def _new(self, options: dict[str, Any]) -> None:
        path = add_key(self._folder(), make_key())
        self.stdout.write(f"Made {path}: keep a copy of it where only you can read it.")
        self._tell_public_keys()

    def _list(self, options: dict[str, Any]) -> None:
        for number, key in enumerate(read_keys(self._folder()).values()):
            use = "seals and opens" if number == 0 else "opens"
            self.stdout.write(f"{key.identity.hex()}  made {key.made_at:%Y-%m-%d %H:%M} UTC  {use}")
        self._tell_public_keys()

    def _retire(self, options: dict[str, Any]) -> None:
        folder, name = self._folder(), options["key"]
        keys = {key.identity.hex(): key for key in read_keys(folder).values()}
        if name not in keys:
            raise CommandError(f"There is no key {name}: `voice_keys list` names them.")
        if name == next(iter(keys)):
            raise CommandError(f"{name} is the newest: citizens' messages are sealed to it. Make another one first.")
        if count := sealed_to(keys[name].identity):
            raise CommandError(f"{count} messages that nobody has handled yet are sealed to {name}: it stays.")
        (folder / f"{name}{SUFFIX}").unlink()
        self.stdout.write(f"{name} is deleted here. Destroy its copies as well.")

    def _recovery(self, options: dict[str, Any]) -> None:
        key = make_key()
        write_key(key, options["file"])
        (self._folder() / RECOVERY).write_text(f"{key.public.hex()}\n", "ascii")
        self.stdout.write(f"Made {options['file']}: take it away and lock it up. It opens everything from now on.")
        self._tell_public_keys()

    def _open(self, options: dict[str, Any]) -> None:
        key = read_key(options["key"])
        message = open_envelope(options["envelope"].read_bytes(), {key.identity: key})
        self.stdout.write(json.dumps(json.loads(dumps(message)), ensure_ascii=False, indent=2))

    def _folder(self) -> Path:
        if not settings.VOICE_KEYS:
            raise CommandError("ALLIMI_VOICE_KEYS is not set: it names the collector's folder of private keys.")
        return Path(settings.VOICE_KEYS)

    def _tell_public_keys(self) -> None:
        self.stdout.write(
            f"The public app's ALLIMI_VOICE_PUBLIC_KEYS is to be: {','.join(public_keys(self._folder()))}"
        )
