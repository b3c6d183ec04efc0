"""District, department, officer, firm and construction site, as citizens see them; what the search reads."""

from .construction_site import ConstructionSite, SiteStatus, WorkType
from .counted_cell import CountedCell
from .counted_figures import CountedFigures
from .department import Department
from .district import District
from .firm import Firm
from .officer import Officer
from .search_entry import SearchEntry
from .search_word import SearchWord

__all__ = [
    "ConstructionSite",
    "CountedCell",
    "CountedFigures",
    "Department",
    "District",
    "Firm",
    "Officer",
    "SearchEntry",
    "SearchWord",
    "SiteStatus",
    "WorkType",
]
