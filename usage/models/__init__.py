"""What crosses the wall of the pages' use: the days' totals."""

from .use_count import Use, UseCount

__all__ = ["Use", "UseCount"]
