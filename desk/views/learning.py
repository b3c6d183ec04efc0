"""The pages of the call centre and of the training, with their addresses below `desk/`."""

from collections.abc import Callable

from django.http import HttpResponse

from . import calls, training

# Address, view, name (after `admin:desk-`).
PAGES: tuple[tuple[str, Callable[..., HttpResponse], str], ...] = (
    ("calls/", calls.calls, "calls"),
    ("calls/note/", calls.call_about_nothing, "call-note"),
    ("calls/<int:pk>/", calls.call, "call"),
    ("training/", training.training, "training"),
    ("training/anew/", training.begin_anew, "training-anew"),
)
