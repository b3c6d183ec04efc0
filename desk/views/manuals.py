from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from desk.manuals.book import MANUALS, manual
from desk.manuals.reading import shelf_of
from desk.manuals.rendering import html_of

from .common import official, page


def manuals(request: HttpRequest) -> HttpResponse:
    """All manuals, the reader's own first."""
    return page(request, "desk/manuals/index.html", title=_("Manuals"), shelf=shelf_of(official(request)))


def read_manual(request: HttpRequest, name: str) -> HttpResponse:
    """One manual, with its sections to jump to."""
    if name not in MANUALS:
        raise Http404
    found = manual(name, get_language() or settings.LANGUAGE_CODE)
    return page(request, "desk/manuals/manual.html", title=found.title, manual=found, text=html_of(found))
