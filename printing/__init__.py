"""Prints in bulk: officials order them at the desk, a worker makes them, and whoever ordered takes them home."""
