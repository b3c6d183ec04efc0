"""The lists and thresholds by which a text is judged: released rows that officials edit inside."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rules:
    """Lists and thresholds of one moment."""

    @classmethod
    def current(cls) -> "Rules":
        """What is released now."""
        return cls()

    @classmethod
    def defaults(cls) -> "Rules":
        """The vendored lists."""
        return cls()
