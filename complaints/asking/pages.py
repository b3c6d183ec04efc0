"""One page of the journey, as it is shown."""

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from complaints.verifying.phones import masked
from sites.maps import has_boundaries, map_script
from sites.tiles import tiles

from .files import MOST_FILES, upload_pass
from .forms import AUDIENCE_HINTS, CHANNEL_HINTS, POST_HINTS, Question
from .journey import Journey
from .reviewing import review
from .steps import CHECK, FILES, STEPS, VERIFY, WHERE, before, is_anonymous, post, verified


def show(
    request: HttpRequest, journey: Journey, *, form: Question | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """The page that the journey is at: with the form that was judged, or with what was given so far."""
    step = STEPS[journey.at]
    if step.name == VERIFY:
        return _proof(request, journey)
    context = {"step": step, "form": form or step.shown(journey), **_particulars(journey), **more}
    if step.name == CHECK:
        context |= _all_answers(journey)
    # Last: what was made for this page travels with it.
    context |= {"state": journey.field(), "has_back": before(journey) is not None}
    response = render(request, step.template, context, status=status)
    if status == 503:
        response["Retry-After"] = "60"
    return _admitting_map(response) if step.name == WHERE else response


def _proof(request: HttpRequest, journey: Journey) -> HttpResponse:
    # Their pages end with `resuming.resume`, which comes back here.
    from complaints.verifying.pages import begin

    wanted = post(journey)
    return begin(request, post=wanted.kind.value if wanted else "", carry=journey.field())


def _admitting_map(response: HttpResponse) -> HttpResponse:
    """Lets the page load its map, and the map's background from the one host that the city chose."""
    background = tiles()
    admitted: Any = csp_update({"script-src": [SELF], **({"img-src": [background.host]} if background else {})})
    return admitted(lambda _request: response)(None)


def _map() -> dict[str, Any]:
    """What the page with a map to tap on is drawn with, once it is asked for."""
    script = map_script(settings.PROFILE.slug)
    return {
        "tiles": tiles(),
        "centre": settings.PROFILE.centre,
        "script": script,
        "has_boundaries": has_boundaries(script),
    }


def _all_answers(journey: Journey) -> dict[str, Any]:
    journey.is_checking = True
    journey.prepare()
    return review(journey)


def _particulars(journey: Journey) -> dict[str, Any]:
    """What a page shows beside its form."""
    if journey.at == WHERE:
        return {"map": _map()}
    writer = verified(journey)
    page: dict[str, dict[str, Any]] = {
        "post": {"hints": POST_HINTS},
        FILES: {"files": journey.files, "most": MOST_FILES, "upload_pass": upload_pass()},
        "text": {"is_anonymous": is_anonymous(journey)},
        "audience": {"hints": AUDIENCE_HINTS},
        "contact": {"phone": masked(writer.phone) if writer else "", "hints": CHANNEL_HINTS},
    }
    return page.get(journey.at, {})
