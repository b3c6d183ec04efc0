import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise

from disclosures.kinds import Kind

Condition = Callable[[Kind, datetime.datetime], Q | None]


@dataclass(frozen=True)
class Risk:
    """Why a draft deserves a closer look, in one sentence for the approver."""

    code: str
    words: str | Promise
    weight: int  # 3: may do harm that cannot be undone, or is likely wrong; 2: unusual; 1: worth knowing


@dataclass(frozen=True)
class Rule:
    """A risk, and the condition on a draft of a kind; None where the kind has nothing of it."""

    risk: Risk
    condition: Condition
