"""What allauth asks of the project: who may sign in, how, and under which name."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.admin_site import DeskAdminSite
from desk.models import Official

from . import proof, secrets

BACKEND = "django.contrib.auth.backends.ModelBackend"
# allauth's own texts are templates; these are the ones that the desk has something to say at.
_TOLD = {
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy("New recovery codes were made."),
    "mfa/messages/totp_activated.txt": gettext_lazy("The app is set up."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("The app is removed."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("The passkey is set up."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("The passkey is removed."),
}
# The safest first; it is the one that is asked for.
_METHODS = ("mfa_reauthenticate:webauthn", "mfa_reauthenticate", "reauthenticate")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator, and signed in to by a name."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("The user ID or the password is wrong."),
        "incorrect_password": gettext_lazy("The password is wrong."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Official, **kwargs: Any) -> HttpResponse | None:
        """Refuse who may not use the desk before anything else is asked of him."""
        if not (user.is_active and user.is_staff):
            messages.error(request, _("This account is closed. Ask your administrator."))
            return redirect("account_login")
        if not cast(DeskAdminSite, admin.site).admits(user):
            messages.error(request, _("This account has no desk here: firms’ people and officials sign in separately."))
            return redirect("account_login")
        return super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: Official) -> None:
        user.backend = BACKEND
        super().login(request, user)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Signing in is a proof, too: nobody is asked twice within five minutes."""
        return not proof.proved_lately(self.request)

    def get_reauthentication_methods(self, user: Official | AnonymousUser) -> list[dict]:
        methods = super().get_reauthentication_methods(user)
        return sorted(methods, key=lambda method: _METHODS.index(method["id"]))

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """In the desk's words; nothing is said of what the next page shows by itself, such as having signed in."""
        if text := _TOLD.get(args[0] if args else kwargs.get("message_template", "")):
            messages.add_message(request, level, str(text))
        elif text := kwargs.get("message"):
            messages.add_message(request, level, text)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Passkeys and codes: their names, and their secrets encrypted."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This is not a valid code or passkey, or it was used already. Try again."),
    }

    def get_totp_issuer(self) -> str:
        return str(_("Allimi desk"))

    def get_totp_label(self, user: Official) -> str:
        return user.get_username()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": str(_("Allimi desk"))}

    def get_public_key_credential_user_entity(self, user: Any) -> dict:
        entity = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": user.get_full_name(), "name": user.get_username()}

    def generate_authenticator_name(self, user: Official, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def encrypt(self, text: str) -> str:
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.decrypt(encrypted_text)


class DirectoryAdapter(DefaultSocialAccountAdapter):
    """The city's directory says who comes; who may work here, the desk's own accounts say."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        messages.error(request, _("The directory did not confirm who you are. Try again, or sign in another way."))
        raise ImmediateHttpResponse(redirect("account_login"))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The official of the directory's name, each time anew: a link kept from before could outlive him."""
        official = Official.objects.filter(username=_claimed_name(sociallogin), is_active=True).first()
        if official is None:
            messages.error(
                request, _("The directory knows you, but there is no account for you here. Ask your administrator.")
            )
            raise ImmediateHttpResponse(redirect("account_login"))
        if sociallogin.user is None or sociallogin.user.pk != official.pk:
            sociallogin.connect(request, official)


def _claimed_name(sociallogin: SocialLogin) -> str:
    """What the directory calls the official, or nothing."""
    told = sociallogin.account.extra_data
    for part in (told.get("id_token") or {}, told.get("userinfo") or {}, told):
        if value := part.get(settings.OIDC_CLAIM):
            return str(value)
    return ""
