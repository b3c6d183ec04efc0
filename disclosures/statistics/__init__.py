"""Sites, money, progress, delay and changes by district, department, work type and year."""

from .breakdowns import BREAKDOWNS, Breakdown
from .figures import Figures, Group, all_sites, groups_by

__all__ = ["BREAKDOWNS", "Breakdown", "Figures", "Group", "all_sites", "groups_by"]
