"""Who saw, changed, exported and approved what: noted, found again, and kept as long as the schedule says."""
