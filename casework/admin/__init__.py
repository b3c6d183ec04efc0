"""Casework in the desk's admin site."""

from .cases import CaseAdmin
from .messages import OutboxMessageAdmin
from .publications import PublicationAdmin
from .routes import CannedParagraphAdmin, RouteAdmin
from .screening import FileCheckAdmin, ScreeningDecisionAdmin, ScreeningTermAdmin, ScreeningThresholdAdmin

__all__ = [
    "CannedParagraphAdmin",
    "CaseAdmin",
    "FileCheckAdmin",
    "OutboxMessageAdmin",
    "PublicationAdmin",
    "RouteAdmin",
    "ScreeningDecisionAdmin",
    "ScreeningTermAdmin",
    "ScreeningThresholdAdmin",
]
