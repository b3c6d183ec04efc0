"""OpenID Connect: a citizen signs in at another service, and that says who it was.

The authorization code flow with PKCE, state and nonce. No account is made and no token is kept: from the ID token and
the user's particulars a name that stays the same is taken, and what else the service itself has verified.
"""

import hmac
import secrets
import time
from typing import Any, ClassVar, NoReturn

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from ...posts import Post
from ..phones import mobile_number
from ..proof import Elsewhere, Held, NotVerified, Proof
from ..verified import Verified
from .web import TIMEOUT, call, return_address, unreachable

_METADATA_SECONDS = 3600
_LEEWAY = 60  # seconds by which two clocks may differ
# Signatures of a key pair alone: with a shared secret, whoever knows it could sign.
_ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]


class OpenID(Proof):
    """Any service that speaks OpenID Connect Discovery."""

    leaves = True
    hint = gettext_lazy("You sign in there and come back here.")
    issuer: ClassVar[str] = ""
    scope: ClassVar[str] = "openid"
    repeats_nonce: ClassVar[bool] = True

    def __init__(
        self, *, method: str, client_id: str, client_secret: str, issuer: str = "", name: str = "", scope: str = ""
    ) -> None:
        super().__init__(method=method)
        self._issuer = (issuer or self.issuer).rstrip("/")
        if not self._issuer:
            raise ValueError("issuer is missing")
        self._client_id, self._client_secret = client_id, client_secret
        self._scope = scope or self.scope
        self.label = name or self.label or method
        self._known: tuple[float, dict[str, Any]] = (0.0, {})

    def begin(self, request: HttpRequest, post: Post) -> Elsewhere:
        state, nonce, verifier = (secrets.token_urlsafe(size) for size in (24, 24, 48))
        address, _state = self._session(request).create_authorization_url(
            self._metadata()["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier
        )
        return Elsewhere(address=address, state=state, held={"nonce": nonce, "verifier": verifier})

    def answered(self, request: HttpRequest, held: Held) -> Verified:
        if request.GET.get("error") == "access_denied":
            raise NotVerified(_("You did not agree at the other service. Try again or choose another way."))
        token = self._token(request, held)
        claims = self._claims(token.get("id_token", ""), held)
        return self._verified({**self._particulars(token, claims), "sub": claims["sub"]})

    def _session(self, request: HttpRequest) -> OAuth2Session:
        return OAuth2Session(
            self._client_id,
            self._client_secret,
            token_endpoint_auth_method="client_secret_post",  # noqa: S106  (the method's name)
            scope=self._scope,
            redirect_uri=return_address(request, self),
            code_challenge_method="S256",
            default_timeout=TIMEOUT,
        )

    def _metadata(self) -> dict[str, Any]:
        """What the service says about itself, asked for once an hour. Raises NotVerified."""
        asked_at, known = self._known
        if not known or time.monotonic() - asked_at > _METADATA_SECONDS:
            _status, known = call(self, "GET", f"{self._issuer}/.well-known/openid-configuration")
            if str(known.get("issuer", "")).rstrip("/") != self._issuer:
                raise unreachable(self, "its metadata name another issuer")
            self._known = (time.monotonic(), known)
        return known

    def _token(self, request: HttpRequest, held: Held) -> dict[str, Any]:
        try:
            token: dict[str, Any] = self._session(request).fetch_token(
                self._metadata()["token_endpoint"],
                grant_type="authorization_code",
                code=request.GET.get("code", ""),
                code_verifier=held["verifier"],
                allow_redirects=False,
            )
        except requests.exceptions.ConnectionError as error:
            raise unreachable(self, type(error).__name__) from error
        except (AuthlibBaseError, requests.exceptions.RequestException, ValueError) as error:
            self._refuse(type(error).__name__)
        return token

    def _claims(self, id_token: str, held: Held) -> CodeIDToken:
        """The ID token's claims, if it is signed by this service, for this city, now and for this one way."""
        _status, keys = call(self, "GET", self._metadata()["jwks_uri"])
        try:
            signed = jwt.decode(id_token, KeySet.import_key_set(keys), algorithms=_ALGORITHMS)  # type: ignore[arg-type]
            claims = CodeIDToken(
                signed.claims,
                signed.header,
                options={
                    "iss": {"essential": True, "values": [self._metadata()["issuer"]]},
                    "aud": {"essential": True, "value": self._client_id},
                },
                params={"client_id": self._client_id, "nonce": held["nonce"] if self.repeats_nonce else None},
            )
            claims.validate(leeway=_LEEWAY)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            self._refuse(type(error).__name__)
        if not hmac.compare_digest(str(claims.get("nonce", held["nonce"])), held["nonce"]):
            self._refuse("another nonce")
        return claims

    def _particulars(self, token: dict[str, Any], claims: CodeIDToken) -> dict[str, Any]:
        """The claims, with what the service tells beside the ID token about the same person."""
        address = self._metadata().get("userinfo_endpoint")
        if not address or not token.get("access_token"):
            return dict(claims)
        headers = {"Authorization": f"Bearer {token['access_token']}"}
        status, told = call(self, "GET", address, headers=headers)
        same = status == 200 and self.is_same_person(told, claims)
        return {**claims, **told} if same else dict(claims)

    def is_same_person(self, told: dict[str, Any], claims: CodeIDToken) -> bool:
        """Whether the particulars are those of whom the ID token names (OpenID Connect Core 5.3.2)."""
        return bool(told.get("sub") == claims["sub"])

    def _verified(self, told: dict[str, Any]) -> Verified:
        number = str(told.get("phone_number", "")) if told.get("phone_number_verified") is True else ""
        return Verified(
            method=self.method,
            subject=str(told["sub"]),
            at=timezone.now(),
            phone=mobile_number(number, settings.PROFILE.phone) or "",
            email=str(told.get("email", ""))[:200] if told.get("email_verified") is True else "",
            name=str(told.get("name") or told.get("nickname") or "")[:50],
        )

    def _refuse(self, reason: str) -> NoReturn:
        unreachable(self, reason)
        raise NotVerified(_("The other service did not say who you are. Try again or choose another way."))


class Kakao(OpenID):
    """Kakao's sign-in. Phone number and e-mail come where Kakao has granted the application to ask for them."""

    label = gettext_lazy("With my Kakao account")
    issuer = "https://kauth.kakao.com"


class Google(OpenID):
    label = gettext_lazy("With my Google account")
    issuer = "https://accounts.google.com"
    scope = "openid email profile"


class Naver(OpenID):
    """Naver's sign-in, which repeats no nonce and wraps the particulars.

    State and PKCE still bind the way. A mailbox of Naver's own belongs to the account; of another Naver does not say
    that it was verified, so it is not taken.
    """

    label = gettext_lazy("With my Naver account")
    issuer = "https://nid.naver.com"
    scope = "openid profile"
    repeats_nonce = False

    def _particulars(self, token: dict[str, Any], claims: CodeIDToken) -> dict[str, Any]:
        told = super()._particulars(token, claims)
        own = told.pop("response", None)
        if not isinstance(own, dict):
            return told
        email = str(own.get("email", ""))
        return {**told, "name": own.get("name", ""), "email": email, "email_verified": email.endswith("@naver.com")}

    def is_same_person(self, told: dict[str, Any], claims: CodeIDToken) -> bool:
        """The particulars are answered to a token that came in one answer with the ID token; Naver names no `sub`."""
        return isinstance(told.get("response"), dict)
