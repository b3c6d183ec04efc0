"""What crosses the wall of banners: how often they were clicked."""

from .click_count import ClickCount

__all__ = ["ClickCount"]
