"""The reporters' desk: the sites that a firm's person is assigned to, what is entered there, and nothing else.

What is not named here has no page: no queue, no approving, no officials, no records. Who comes may report and
confirm; that the program's own database role could do no more is the wall's part (allimi/wall/reporters.py).
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.urls import URLPattern, URLResolver
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .admin_site import DeskAdminSite
from .models import DRAFT_MODELS, ManagedSite
from .role_table import FIELD_KINDS

# The desk's pages that are here, too, by what follows `admin:desk-`.
PAGES = frozenset(
    {
        "review",
        "submit",
        "correct",
        "file",
        "photos",
        "discard-draft",
        "autosave",
        "autosave-discard",
        "manuals",
        "manual",
    }
)
MODELS: frozenset[type[Model]] = frozenset({ManagedSite, *(DRAFT_MODELS[slug] for slug in FIELD_KINDS)})
# Of the admin's own pages: never adding a site, nor the histories, which tell of officials.
_NOT_HERE = ("_delete", "_history", "managedsite_add", "view_on_site")


class ReportersSite(DeskAdminSite):
    site_header: str | Promise = _("Allimi: reports from the field")
    site_title: str | Promise = _("Allimi: reports from the field")

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[ModelAdmin] | None = None,
        **options: Any,
    ) -> None:
        """What is on the list, and silently nothing else: every admin module registers with the one site there is."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        super().register([model for model in models if model in MODELS], admin_class, **options)

    def unregister(self, model_or_iterable: type[Model] | Iterable[type[Model]]) -> None:
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        super().unregister([model for model in models if self.is_registered(model)])

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [found for entry in super().get_urls() if (found := _kept(entry)) is not None]

    def admits(self, user: Any) -> bool:
        """A firm's people alone: officials have their own desk, with their own session."""
        return bool(getattr(user, "is_outside", False))


def _kept(entry: URLPattern | URLResolver) -> URLPattern | URLResolver | None:
    """The page where it belongs here; of an included list those of its pages that do."""
    if isinstance(entry, URLResolver):
        entry.url_patterns[:] = [found for each in entry.url_patterns if (found := _kept(each)) is not None]
        return entry
    name = entry.name or ""
    if name.startswith("desk-"):
        return entry if name.removeprefix("desk-") in PAGES else None
    return None if name.endswith(_NOT_HERE) else entry
