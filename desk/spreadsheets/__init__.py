"""Disclosures out to spreadsheets and back in: XLSX and CSV, a kind at a time.

`columns` says what stands in a column, `sheets` reads and writes files, `exporting` fills them, `reading` finds out
what a filled one says, cell by cell. What becomes of it is `desk.actions.imports`.
"""
