"""What was released to be read by many: newsletters, press releases, notices."""

from .bulletin import Bulletin, BulletinKind, BulletinState
from .content import BulletinItem, BulletinText, Section

__all__ = ["Bulletin", "BulletinItem", "BulletinKind", "BulletinState", "BulletinText", "Section"]
