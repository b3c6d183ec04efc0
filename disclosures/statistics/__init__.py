"""Sites, money, progress, delay and changes by district, department, work type and year."""

from .breakdowns import BREAKDOWNS, Breakdown
from .figures import Group, all_sites, count_all, count_groups, groups_by

__all__ = ["BREAKDOWNS", "Breakdown", "Group", "all_sites", "count_all", "count_groups", "groups_by"]
