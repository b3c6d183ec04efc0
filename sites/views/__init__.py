"""Pages about sites, districts and departments."""
