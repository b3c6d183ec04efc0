"""How long a session lives, and what it must have before it opens the desk."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from .proof import lacks_second_factor

_BEGUN = "desk.session_begun"
# Pages of the admin that anyone who is signed in may open: to leave, to choose a password, and what pages are made of.
_OPEN = ("login", "logout", "password_change", "password_change_done", "jsi18n")


class SignedInMiddleware:
    """Ends a session ten hours after it began; lets a password alone do nothing but set up a second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            begun = request.session.setdefault(_BEGUN, time.time())
            if time.time() - begun > settings.SESSION_LONGEST:
                return _end(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.app_name != "admin" or match.url_name in _OPEN or not request.user.is_authenticated:
            return None
        if not lacks_second_factor(request):
            return None
        messages.warning(request, _("Set up a passkey or an authenticator app; then the desk opens."))
        return redirect("mfa_index")


def _end(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.info(request, _("You were signed out: ten hours have passed since you signed in. Please sign in again."))
    back = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    return redirect(f"{settings.LOGIN_URL}?{back}" if back else str(settings.LOGIN_URL))
