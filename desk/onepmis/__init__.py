"""One-PMIS, the city's system for managing construction projects, as Seoul's open data publishes it.

`reader` reads answers, `fields` and `values` turn a raw row into typed values under one set of names,
`services/` says what a row of each service means, `actions` hands it to `desk.actions.imports`.
`allimi_events` reads the lists of Seoul's Allimi. docs/manual/import.md is the operator's page.
"""
