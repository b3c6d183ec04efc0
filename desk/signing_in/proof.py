"""How sure we are who sits there: when the official last proved it in this session, and with what.

allauth keeps a record of each proof in the session; it is read here and nowhere else.
"""

import time
from collections.abc import Callable
from functools import wraps

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from desk.models import Official

View = Callable[..., HttpResponse]
REQUIRED = "required"


def proved_lately(request: HttpRequest) -> bool:
    """Whether the official signed in, or proved it again, in the last five minutes."""
    newest = max((record["at"] for record in _records(request)), default=0)
    return time.time() - newest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def has_second_factor(request: HttpRequest) -> bool:
    """Whether a passkey or a code was part of signing in, and the account still has one."""
    used = any(record["method"] == "mfa" for record in _records(request))
    return used and second_factors(request.user).exists()


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether this session must not go on before a second factor was set up and used."""
    return settings.SECOND_FACTOR == REQUIRED and not has_second_factor(request)


def note_second_factor(request: HttpRequest, authenticator: Authenticator) -> None:
    """A passkey or an app that was set up was used in doing so: that is a proof like any other."""
    record_authentication(
        request,
        authenticator.user,
        "mfa",
        id=authenticator.pk,
        type=authenticator.type,
        reauthenticated=True,
    )


def methods_of(request: HttpRequest, official: Official) -> list[str]:
    """With what the official proved who he is in this session: password, totp, webauthn, socialaccount …"""
    return [record.get("type") or record["method"] for record in get_authentication_records(request, official)]


def second_factors(official: Official | AnonymousUser) -> QuerySet[Authenticator]:
    """The account's passkeys and app; recovery codes stand in for them and are none themselves."""
    return Authenticator.objects.filter(user=official.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)


def fresh_sign_in(view: View) -> View:
    """For what goes out in the city's name or cannot be undone: a POST needs a proof of the last five minutes.

    What was posted waits in the session while the official proves who he is, and goes on by itself.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST":
            if lacks_second_factor(request):
                messages.warning(request, _("Set up a passkey or an authenticator app first; this step asks for it."))
                return redirect("mfa_index")
            if not proved_lately(request):
                return _ask_again(request)
        return view(request, *args, **kwargs)

    return guarded


def _ask_again(request: HttpRequest) -> HttpResponse:
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    if not methods:
        # Came by the city's directory, which cannot be asked in passing, and has nothing of his own.
        messages.warning(request, _("Set up a passkey or an authenticator app first; this step asks for it."))
        return redirect("mfa_index")
    suspend_request(request, methods[0]["url"])
    # Back to the bare path: allauth goes on with what it kept only where the address to go back to has no query.
    return redirect(f"{methods[0]['url']}?{urlencode({REDIRECT_FIELD_NAME: request.path})}")


def _records(request: HttpRequest) -> list[dict]:
    return get_authentication_records(request, request.user)
