"""What an approver has to look at twice: rules that PostgreSQL applies to every draft that waits, told in words."""

from .reading import Level, risks_of, weight_of
from .rule import Risk, Rule
from .rules import RULES

__all__ = ["RULES", "Level", "Risk", "Rule", "risks_of", "weight_of"]
