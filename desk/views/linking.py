"""The pages of the link to One-PMIS and of spreadsheets, with their addresses below `desk/`."""

from collections.abc import Callable

from django.http.response import HttpResponseBase

from desk.signing_in.proof import fresh_sign_in

from . import conflicts, link, spreadsheets

# Address, view, name (after `admin:desk-`).
PAGES: tuple[tuple[str, Callable[..., HttpResponseBase], str], ...] = (
    ("link/", link.link_status, "link"),
    ("automatic/", fresh_sign_in(link.automatic_approval), "automatic"),
    ("conflicts/", conflicts.conflicts, "conflicts"),
    ("conflicts/<int:pk>/", conflicts.conflict, "conflict"),
    ("spreadsheets/", spreadsheets.spreadsheets, "spreadsheets"),
    ("spreadsheets/<slug:kind>/<slug:what>.<slug:form>", spreadsheets.download_sheet, "spreadsheet-download"),
    ("spreadsheets/<int:pk>/", spreadsheets.spreadsheet, "spreadsheet"),
    ("spreadsheets/<int:pk>/cells/", spreadsheets.bad_cells, "spreadsheet-cells"),
)
