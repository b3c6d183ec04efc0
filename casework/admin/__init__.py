"""Casework in the desk's admin site."""

from .cases import CaseAdmin
from .messages import OutboxMessageAdmin
from .publications import PublicationAdmin
from .routes import CannedParagraphAdmin, RouteAdmin

__all__ = ["CannedParagraphAdmin", "CaseAdmin", "OutboxMessageAdmin", "PublicationAdmin", "RouteAdmin"]
