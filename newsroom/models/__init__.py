"""Bulletins before they are public, and how far their mailing is."""

from .draft import BulletinDraft, DraftItem, DraftState, DraftText
from .mailing import Mailing, MailingState

__all__ = ["BulletinDraft", "DraftItem", "DraftState", "DraftText", "Mailing", "MailingState"]
