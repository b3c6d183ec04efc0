"""What a city's own office hours and times are, read once from periods.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _all() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "periods.toml").read_text(encoding="utf-8"))


def city(profile: str) -> Mapping[str, Any]:
    """The entry of a profile. Raises KeyError where the file has none."""
    entry: Mapping[str, Any] = _all()[profile]
    return entry
