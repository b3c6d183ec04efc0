"""The pages of signing in, each in the desk's frame. What allauth offers beside them (signing up, e-mail) is not here.

The paths of signing in and out are those of the admin, which asks for them by its own names.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as directory
from django.urls import path
from django.utils.translation import gettext_lazy as _

from .pages import framed, to_own, to_sign_in

urlpatterns = [
    path("login/", framed(account.login, _("Sign in")), name="account_login"),
    path("sign-in/second/", framed(mfa.authenticate, _("Second step")), name="mfa_authenticate"),
    path("sign-in/passkey/", framed(webauthn.login_webauthn, _("Sign in")), name="mfa_login_webauthn"),
    path("sign-in/<slug:provider_id>/", directory.login, name="openid_connect_login"),
    path("sign-in/<slug:provider_id>/back/", directory.callback, name="openid_connect_callback"),
    path("sign-in/cancelled", to_sign_in, name="socialaccount_login_cancelled"),
    # Proving again who one is.
    path("sign-in/again/password/", framed(account.reauthenticate, _("Is it you?")), name="account_reauthenticate"),
    path("sign-in/again/code/", framed(mfa.reauthenticate, _("Is it you?")), name="mfa_reauthenticate"),
    path(
        "sign-in/again/passkey/",
        framed(webauthn.reauthenticate_webauthn, _("Is it you?")),
        name="mfa_reauthenticate_webauthn",
    ),
    # One's own passkeys and codes.
    path("my/", framed(mfa.index, _("My sign-in")), name="mfa_index"),
    path("my/app/", framed(totp.activate_totp, _("Set up an authenticator app")), name="mfa_activate_totp"),
    path("my/app/remove/", framed(totp.deactivate_totp, _("Remove the app")), name="mfa_deactivate_totp"),
    path("my/passkeys/", to_own, name="mfa_list_webauthn"),
    path("my/passkeys/add/", framed(webauthn.add_webauthn, _("Set up a passkey")), name="mfa_add_webauthn"),
    path("my/passkeys/<int:pk>/", framed(webauthn.edit_webauthn, _("Rename the passkey")), name="mfa_edit_webauthn"),
    path(
        "my/passkeys/<int:pk>/remove/",
        framed(webauthn.remove_webauthn, _("Remove the passkey")),
        name="mfa_remove_webauthn",
    ),
    path("my/codes/", framed(recovery.view_recovery_codes, _("Recovery codes")), name="mfa_view_recovery_codes"),
    path(
        "my/codes/new/",
        framed(recovery.generate_recovery_codes, _("New recovery codes")),
        name="mfa_generate_recovery_codes",
    ),
    path("my/codes/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
]
