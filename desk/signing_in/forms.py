"""The forms of signing in, in the desk's words. Wrong codes are counted like wrong passwords."""

import hashlib
from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# A code is good for three half minutes; so many are remembered as spent.
_REMEMBERED = 3


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User ID")
        self.fields["login"].widget.attrs = {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        _password(self.fields["password"])


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _password(self.fields["password"])


def _password(field: forms.Field) -> None:
    """Who forgot it asks the administrator; there is no link to press."""
    field.label = gettext_lazy("Password")
    field.help_text = ""
    field.widget.attrs = {"autocomplete": "current-password"}


class CountedCode(forms.Form):
    """After five wrong codes or passwords the account is locked, in whichever process they were tried."""

    user: Any
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of the app, or a recovery code")
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "spellcheck": "false"}

    def clean_code(self) -> str:
        credentials = {"username": self.user.get_username()}
        if not AxesProxyHandler.is_allowed(context.request, credentials):
            self._count(credentials)  # shows the page of the lock
            raise get_adapter().validation_error("incorrect_code")
        try:
            code: str = super().clean_code()  # type: ignore[misc]
            spend(self.authenticator, code)
        except forms.ValidationError:
            self._count(credentials)
            raise
        return code

    def _count(self, credentials: dict[str, str]) -> None:
        user_login_failed.send(sender=__name__, credentials=credentials, request=context.request)


class CodeForm(CountedCode, AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(CountedCode, ReauthenticateByCodeForm):
    """Proving again who one is."""


class FirstCodeForm(ActivateTOTPForm):
    """Setting up an app: its first code shows that it works."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The six digits that the app shows")
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class NewPasskeyForm(AddWebAuthnForm):
    """Always one that signs in by itself: it asks for a fingerprint or a PIN, and so is both factors."""

    passwordless = forms.BooleanField(widget=forms.HiddenInput, initial=True, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["name"])


class PasskeyNameForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["name"])


def _name(field: forms.Field) -> None:
    field.label = gettext_lazy("Name of the passkey")
    field.help_text = gettext_lazy("So that you know it again: “office computer”, “telephone”.")
    field.widget.attrs["maxlength"] = 50


@transaction.atomic
def spend(authenticator: Authenticator, code: str) -> None:
    """A code of the app is good once, also at another process. Raises ValidationError when it was used."""
    if authenticator.type != Authenticator.Type.TOTP:
        return
    locked = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    spent = locked.data.get("spent", [])
    digest = hashlib.sha256(f"{authenticator.pk} {code.strip()}".encode()).hexdigest()
    if digest in spent:
        raise get_adapter().validation_error("incorrect_code")
    locked.data["spent"] = [*spent, digest][-_REMEMBERED:]
    locked.save(update_fields=["data"])
    authenticator.data = locked.data
