"""Pages about the pages: what is disclosed and how to check it, what the kinds tell, and how accessible all is."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from disclosures.explanations import HOW_TO_READ, WORDS
from disclosures.kinds import Kind, kind_by_slug
from sites.profile import Duty


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the kinds are, how a disclosure is made and checked, by which law."""
    return render(request, "disclosures/about.html", {"kinds": _kinds()})


@require_safe
def kinds_help(request: HttpRequest) -> HttpResponse:
    """Each kind in plain words: what it tells, what to look for, what the legal words mean."""
    kinds = [(kind, duty, HOW_TO_READ.get(kind.slug, "")) for kind, duty in _kinds()]
    return render(request, "disclosures/kinds_help.html", {"kinds": kinds, "words": WORDS})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the pages conform to, what of it was tested and how, and what is not done yet."""
    return render(request, "disclosures/accessibility.html")


def _kinds() -> list[tuple[Kind, Duty]]:
    return [(kind_by_slug(duty.kind), duty) for duty in settings.PROFILE.duties]
