"""The first page’s reminder to whoever has a password alone, where the city does not insist on more."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.first_page import Found, Line, Provider, register
from desk.models import Official

from .proof import second_factors


def _unprotected(user: Official, now: datetime.datetime) -> Found | None:
    if second_factors(user).exists() or not user.groups.exists():  # without a role there is nothing to protect
        return None
    return Found(1, (Line(reverse("mfa_index"), _("Set up a passkey: quicker than a password, and safe")),))


register(Provider(slug="sign-in", title=gettext_lazy("Your sign-in"), find=_unprotected, place=95))
