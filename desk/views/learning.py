"""The pages of the call centre, of the training and of the manuals, with their addresses below `desk/`."""

from collections.abc import Callable

from django.http import HttpResponse

from . import calls, manuals, training

# Address, view, name (after `admin:desk-`).
PAGES: tuple[tuple[str, Callable[..., HttpResponse], str], ...] = (
    ("calls/", calls.calls, "calls"),
    ("calls/note/", calls.call_about_nothing, "call-note"),
    ("calls/<int:pk>/", calls.call, "call"),
    ("manuals/", manuals.manuals, "manuals"),
    ("manuals/<slug:name>/", manuals.read_manual, "manual"),
    ("training/", training.training, "training"),
    ("training/anew/", training.begin_anew, "training-anew"),
)
