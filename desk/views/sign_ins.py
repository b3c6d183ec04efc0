from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from desk.actions.signing_in import reset_sign_in as remove_all
from desk.models import Official

from .common import official, page


def reset_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """For the official whose telephone or key is lost: the administrator removes what it could open."""
    user = official(request)
    if not user.has_perm("desk.change_official"):
        raise PermissionDenied
    found = Official.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    if found.is_superuser and not user.is_superuser:
        raise PermissionDenied
    back = reverse("admin:desk_official_change", args=[pk])
    if request.method == "POST":
        remove_all(official=found, by=user)
        messages.success(
            request,
            _("Removed. %(who)s is signed out everywhere and sets up a new passkey at the next sign-in.")
            % {"who": found.get_full_name()},
        )
        return redirect(back)
    return page(
        request,
        "desk/sign_in/reset.html",
        title=_("Remove passkeys and codes: %(who)s") % {"who": found.get_full_name()},
        account=found,
        passkeys=[each.wrap() for each in Authenticator.objects.filter(user=found, type=Authenticator.Type.WEBAUTHN)],
        has_app=Authenticator.objects.filter(user=found, type=Authenticator.Type.TOTP).exists(),
        back=back,
    )
