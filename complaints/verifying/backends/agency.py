"""Identity-verification agencies (본인확인기관) through a REST service of PortOne's shape.

`GET /identity-verifications/ID` says whether somebody was verified, and who. How it begins differs: portone.py sends a
message to a telephone, ipin.py leads to the agency's own page. The agencies' number of a person (CI, or DI of one site)
leaves here as a digest alone.
"""

import hashlib
import uuid
from typing import Any, NoReturn
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from ..phones import mobile_number
from ..proof import NotVerified, Proof
from ..verified import Verified
from .web import call, unreachable


class Agency(Proof):
    """What both ways have in common."""

    api = ""

    def __init__(self, *, method: str, secret: str, store: str = "", api: str = "", name: str = "") -> None:
        super().__init__(method=method)
        self._api = (api or self.api).rstrip("/")
        if not self._api:
            raise ValueError("api is missing")
        self._headers = {"Authorization": f"PortOne {secret}"}
        self._store = {"storeId": store} if store else {}
        self.label = name or self.label

    def new_id(self) -> str:
        """A number for one verification, which nobody can guess."""
        return f"allimi-{uuid.uuid4()}"

    def post(self, id: str, what: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:  # noqa: A002
        """POST /identity-verifications/ID/WHAT: status and answer. Raises NotVerified where nobody answers."""
        status, answer = call(
            self, "POST", self._address(id, what), json={**self._store, **body}, headers=self._headers
        )
        if status in (401, 403, 404):
            raise unreachable(self, f"HTTP {status}: {answer.get('type', '')}")
        return status, answer

    def verified(self, id: str) -> Verified:  # noqa: A002
        """Who was verified under this number. Raises NotVerified."""
        status, answer = call(self, "GET", self._address(id), params=self._store, headers=self._headers)
        told = answer.get("verifiedCustomer")
        if status != 200 or answer.get("status") != "VERIFIED" or answer.get("id") != id or not isinstance(told, dict):
            self._refuse()
        person = str(told.get("ci") or told.get("di") or "")
        if not person:
            self._refuse()
        return Verified(
            method=self.method,
            subject=hashlib.sha256(f"{self.method}\0{person}".encode()).hexdigest(),
            at=timezone.now(),
            phone=mobile_number(str(told.get("phoneNumber") or ""), settings.PROFILE.phone) or "",
            name=str(told.get("name", ""))[:50],
        )

    def _address(self, id: str, *what: str) -> str:  # noqa: A002
        return "/".join((self._api, "identity-verifications", quote(id, safe=""), *what))

    def _refuse(self) -> NoReturn:
        raise NotVerified(_("The agency did not say who you are. Try again or choose another way."))
