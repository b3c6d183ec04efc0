"""“Was this page useful?”: a form at the foot of every page, the same for every reader, so that pages can be kept.

What is pressed is one more of the page's type and language, in memory, like every use. No statement is made for it.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from complaints.asking.origin import private_page
from complaints.verifying.addresses import network_of

from .counting import count_use
from .models import Use
from .pacing import Pace
from .sorting import page_type

_SAID = {"yes": Use.USEFUL, "no": Use.NOT_USEFUL}
_pace = Pace()


@csrf_exempt  # there is no session that a foreign page could borrow; private_page refuses its form all the same
@private_page
@require_POST
def useful(request: HttpRequest) -> HttpResponse:
    """Thanks, and where to say what is wrong. What is no page or no answer is thanked for and not counted."""
    path, said = request.GET.get("page", ""), _SAID.get(request.POST.get("useful", ""))
    found = page_type(path)
    if said is not None and found is not None and _pace.lets(network_of(request)):
        count_use(request.META, said, " ".join(found))
    context = {"path": path if found else "", "is_useful": said is Use.USEFUL}
    return render(request, "usage/useful.html", context)
