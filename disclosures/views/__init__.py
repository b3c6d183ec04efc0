"""Pages and files that citizens read."""
