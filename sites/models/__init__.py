"""District, department, officer, firm and construction site, as citizens see them."""

from .construction_site import ConstructionSite, SiteStatus, WorkType
from .department import Department
from .district import District
from .firm import Firm
from .officer import Officer

__all__ = ["ConstructionSite", "Department", "District", "Firm", "Officer", "SiteStatus", "WorkType"]
