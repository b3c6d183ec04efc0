"""How a file is called that people keep among others."""

import re

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 120


def file_name(*parts: str) -> str:
    """The parts in one name that every system takes, with `.pdf`."""
    name = _NOT_IN_NAMES.sub(" ", " ".join(filter(None, parts)))
    return f"{' '.join(name.split())[:_LONGEST].rstrip(' .')}.pdf"
