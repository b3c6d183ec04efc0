"""What is looked at before something written is sealed: a pass, a hold for a person, or a refusal that says why.

Pure code: the lists and thresholds come as `Rules`. Nothing is dropped here: a refusal may be sent anyway for review.
"""

from .findings import Finding, Outcome, Screening
from .personal import personal_data
from .rules import Rules
from .stages import screen

__all__ = ["Finding", "Outcome", "Rules", "Screening", "personal_data", "screen"]
