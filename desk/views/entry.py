"""The pages by which disclosures are entered, with their addresses below `desk/`."""

from collections.abc import Callable

from django.http import HttpResponse

from . import autosaving, discarding, photos, preview, progress_grid, renaming

# Address, view, name (after `admin:desk-`).
PAGES: tuple[tuple[str, Callable[..., HttpResponse], str], ...] = (
    ("progress/", progress_grid.progress_grid, "progress-grid"),
    ("photos/<int:pk>/", photos.photos, "photos"),
    ("rename/<int:pk>/", renaming.rename, "rename"),
    ("preview/<slug:kind>/<int:pk>/", preview.preview, "preview"),
    ("discard-draft/<slug:kind>/<int:pk>/", discarding.discard_draft, "discard-draft"),
    ("autosave/", autosaving.keep, "autosave"),
    ("autosave/discard/", autosaving.discard, "autosave-discard"),
)
