"""Under which names uses are added up in the intake, and what such a name means inside."""

from .models import Use

_KIND = "use"  # what a tally's name begins with


def tally_name(what: str, key: str = "") -> str:
    return f"{_KIND} {what} {key}"


def read_tally_name(name: str) -> tuple[str, str] | None:
    """What was counted, and which; None of a tally of something else."""
    kind, _, rest = name.partition(" ")
    what, _, key = rest.partition(" ")
    return (what, key) if kind == _KIND and what in Use.values else None
