"""What crosses the wall: releases, their content by kind, their files, their ledger."""

from disclosures.kinds import ALL_KINDS  # noqa: F401  (registers the kinds' models)

from .clock import Clock
from .firm_site import FirmSite
from .involvement import Involvement, InvolvementRole
from .ledger import LedgerEntry, LedgerEvent
from .release import Release, ReleaseState, Source
from .released_file import FileUse, ReleasedFile
from .released_rendition import ImageFormat, ReleasedRendition
from .update_duty import UpdateDuty
from .withholding import Ground, Withholding

__all__ = [
    "Clock",
    "FileUse",
    "FirmSite",
    "Ground",
    "ImageFormat",
    "Involvement",
    "InvolvementRole",
    "LedgerEntry",
    "LedgerEvent",
    "Release",
    "ReleaseState",
    "ReleasedFile",
    "ReleasedRendition",
    "Source",
    "UpdateDuty",
    "Withholding",
]
