"""The search of the sites: by name, initial consonants, English name, place, firm or project code.

`search()` answers a page of a search; `sites.search.index` writes what it reads. How it is built, and what was
tried and left, is told in docs/adr/0009-search.md.
"""

from .finding import COUNT_UP_TO, Filters, Found, having, search

__all__ = ["COUNT_UP_TO", "Filters", "Found", "having", "search"]
