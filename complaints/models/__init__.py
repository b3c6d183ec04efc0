"""Public, released tables only: what citizens find in the DMZ."""

from .sealed_letter import SealedLetter

__all__ = ["SealedLetter"]
