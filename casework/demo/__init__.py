"""Invented questions and complaints, each marked as demonstration data wherever it is shown."""

from .loading import load_cases

__all__ = ["load_cases"]
