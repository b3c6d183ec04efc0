"""The standing link to One-PMIS: pulled by schedule, pushed by signed messages.

What a row means is `desk.onepmis`; what becomes of it is `desk.actions.imports`; docs/onepmis.md is for operators.
"""
