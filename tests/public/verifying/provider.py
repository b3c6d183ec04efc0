"""An OpenID Connect provider on loopback, whose ID tokens are signed with a key of this test."""

import base64
import hashlib
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from .loopback import Asked, Loopback, serving

CLIENT, SECRET = "allimi", "a-secret-of-the-client"
KEY = RSAKey.generate_key(2048, {"kid": "one"}, private=True)
FOREIGN_KEY = RSAKey.generate_key(2048, {"kid": "one"}, private=True)
Change = Callable[[dict[str, Any]], None]


@dataclass
class Provider:
    """`person` is who signs in; a test breaks a promise through the other fields."""

    person: dict[str, Any] = field(default_factory=lambda: {"sub": "4711", "nickname": "한강"})
    userinfo: dict[str, Any] | None = None
    change: Change = lambda claims: None
    key: RSAKey = field(default_factory=lambda: KEY)
    fault: str = ""  # a path that answers 500
    seen: dict[str, str] = field(default_factory=dict)
    server: Loopback = field(init=False)

    def serving(self) -> AbstractContextManager[Loopback]:
        return serving(self.answer)

    def sign_in(self, way_out: str) -> str:
        """The citizen follows the link and signs in; the address that the provider sends the browser back to."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(way_out).query).items()}
        assert (query["client_id"], query["response_type"]) == (CLIENT, "code")
        assert query["code_challenge_method"] == "S256" and "openid" in query["scope"]
        self.seen = query
        return f"{query['redirect_uri']}?code=the-code&state={query['state']}"

    def answer(self, asked: Asked) -> tuple[int, Any]:
        if self.fault and asked.path.endswith(self.fault):
            return 500, b"<html>busy</html>"
        origin = self.server.address
        if asked.path == "/.well-known/openid-configuration":
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            return 200, {
                "issuer": origin,
                **{name: f"{origin}/{path}" for name, path in names.items()},
                **({"userinfo_endpoint": f"{origin}/me"} if self.userinfo is not None else {}),
            }
        if asked.path == "/keys":
            return 200, {"keys": [KEY.as_dict(private=False)]}
        if asked.path == "/me":
            assert asked.headers["Authorization"] == "Bearer token-of-access"
            return 200, self.userinfo
        return self._token(asked)

    def _token(self, asked: Asked) -> tuple[int, Any]:
        challenge = base64.urlsafe_b64encode(hashlib.sha256(asked.body["code_verifier"].encode()).digest())
        right = (
            asked.body["code"] == "the-code"
            and asked.body["client_secret"] == SECRET
            and asked.body["redirect_uri"] == self.seen["redirect_uri"]
            and challenge.decode().rstrip("=") == self.seen["code_challenge"]
        )
        if not right:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {**self.person, "iss": self.server.address, "aud": CLIENT, "iat": now, "exp": now + 300}
        claims["nonce"] = self.seen["nonce"]
        self.change(claims)
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return 200, {"access_token": "token-of-access", "token_type": "Bearer", "id_token": signed}
