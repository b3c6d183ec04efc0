"""Questions about a site that others asked in public and that are not answered yet."""

from typing import Any


def open_questions(site: str) -> list[Any]:
    return []
