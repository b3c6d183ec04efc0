"""Prints: signboards, a district's brochure and the year's booklet, as PDF/UA with every font embedded.

A package and no app: it has no table, so it lies on neither side of the wall. Citizens take single prints from the
public app (`prints/views.py`), officials order many at the desk (`printing/`).
"""
