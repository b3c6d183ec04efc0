"""Who signed in, who failed to, and what was changed of one's own means to: in the audit.

allauth, Django and axes tell of it by signals; there is no other place to hear of it.
"""

from typing import Any

from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from desk.actions import record
from desk.models import Official

from .proof import methods_of, note_second_factor


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: Official, **kwargs: Any) -> None:
    details = {"by": methods_of(request, user), "address": address_of(request)}
    record(by=user, action="sign-in", subject=_subject(user.username), details=details)


@receiver(user_logged_out)
def _signed_out(request: HttpRequest, user: Official | None, **kwargs: Any) -> None:
    if user is not None:
        record(by=user, action="sign-out", subject=_subject(user.username))


@receiver(user_login_failed)
def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Of accounts that exist; what else was typed into the field may be a password."""
    username = str(credentials.get("username") or "")
    if request is not None and Official.objects.filter(username=username).exists():
        details = {"address": address_of(request)}
        record(by=None, action="sign-in.failed", subject=_subject(username), details=details)


@receiver(user_locked_out)
def _locked(request: HttpRequest, username: str | None, **kwargs: Any) -> None:
    if username and Official.objects.filter(username=username).exists():
        details = {"address": address_of(request)}
        record(by=None, action="sign-in.locked", subject=_subject(username), details=details)


@receiver(authenticator_added)
def _added(request: HttpRequest, user: Official, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        note_second_factor(request, authenticator)
    _changed("sign-in.factor-added", user, authenticator)


@receiver(authenticator_removed)
def _removed(user: Official, authenticator: Authenticator, **kwargs: Any) -> None:
    _changed("sign-in.factor-removed", user, authenticator)


@receiver(authenticator_reset)
def _reset(user: Official, authenticator: Authenticator, **kwargs: Any) -> None:
    _changed("sign-in.codes-renewed", user, authenticator)


def address_of(request: HttpRequest) -> str:
    """Where a request came from, as the web server saw it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _changed(action: str, user: Official, authenticator: Authenticator) -> None:
    record(by=user, action=action, subject=_subject(user.username), details={"type": authenticator.type})


def _subject(username: str) -> str:
    return f"official:{username}"
