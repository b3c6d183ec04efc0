"""An invented Seoul: three hundred sites that never were, so that every page has something to show.

Deterministic by seed and date. Everything carries the source "demo", and every picture says that it is
drawn. The real rows of the open data come beside it, under their own sources.
"""
