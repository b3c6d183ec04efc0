"""Surveys as released: their questions, where citizens answer, and what came of them.

Who answered, and what, is counted inside (polling/); nothing of it lies here but sums.
"""
