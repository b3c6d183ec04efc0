from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from desk.models import Official

from .audit import record


@transaction.atomic
def reset_sign_in(*, official: Official, by: Official) -> None:
    """Remove the official's passkeys, app and recovery codes, and end every session: a device was lost."""
    types = sorted(Authenticator.objects.filter(user=official).values_list("type", flat=True))
    Authenticator.objects.filter(user=official).delete()
    ended = _end_sessions(official)
    details = {"removed": types, "sessions": ended}
    record(by=by, action="official.reset-sign-in", subject=f"official:{official.username}", details=details)


def _end_sessions(official: Official) -> int:
    """A session names its official inside only; there are no more of them than people at work."""
    live = Session.objects.filter(expire_date__gt=timezone.now())
    theirs = [session.pk for session in live if session.get_decoded().get(SESSION_KEY) == str(official.pk)]
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)
