"""Addresses that a page repeats dozens of times. Django's `reverse` takes as long as ten facts; these look once a
language: `spoken` is the active one.
"""

import re
import uuid
from functools import lru_cache
from urllib.parse import quote

from django.urls import reverse

_CODE, _SLUG = "0code0", "0slug0"
_ITEM = str(uuid.UUID(int=0))
_DIGEST = "0" * 64


def history_address(item: uuid.UUID | str, spoken: str) -> str:
    """Where every version of an item stands."""
    before, after = _around("item-history", (_ITEM,), spoken)
    return f"{before}{item}{after}"


def file_address(sha256: str, spoken: str) -> str:
    """A released file's whole."""
    before, after = _around("file-content", (_DIGEST,), spoken)
    return f"{before}{sha256}{after}"


def photo_address(code: str, item: uuid.UUID, spoken: str) -> str:
    """The page of one photo of the site with this project code."""
    before, between, after = _around("photo-detail", (_CODE, _ITEM), spoken)
    return f"{before}{quote(code, safe='')}{between}{item}{after}"


def download_address(name: str, code: str, slug: str, spoken: str) -> str:
    """A table of one kind of the site: `name` is kind-csv or kind-json."""
    before, between, after = _around(name, (_CODE, _SLUG), spoken)
    return f"{before}{quote(code, safe='')}{between}{slug}{after}"


def kind_address(code: str, slug: str, spoken: str) -> str:
    """Every item of one kind of the site, page by page."""
    return download_address("kind-list", code, slug, spoken)


@lru_cache(maxsize=64)
def _around(name: str, parts: tuple[str, ...], spoken: str) -> list[str]:
    """What stands around the parts of an address."""
    return re.split("|".join(parts), reverse(f"disclosures:{name}", args=parts))
