"""A city's own ways to ask and complain, read once from channels.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Emergency:
    number: str
    words: str


@dataclass(frozen=True)
class Channels:
    name: str  # of the city's petition service; empty where none is known
    address: str
    emergencies: tuple[Emergency, ...]


@cache
def channels(profile: str, language: str) -> Channels:
    """The channels of a profile in a language, else in English."""
    entry = _all().get(profile, {})
    return Channels(
        name=_spoken(entry.get("name", {}), language),
        address=entry.get("address", ""),
        emergencies=tuple(
            Emergency(number=each["number"], words=_spoken(each, language)) for each in entry.get("emergencies", ())
        ),
    )


@cache
def _all() -> Mapping[str, dict]:
    return tomllib.loads((Path(__file__).parent / "channels.toml").read_text(encoding="utf-8"))


def _spoken(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or words.get("en", "")
