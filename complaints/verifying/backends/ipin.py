"""I-PIN (아이핀): the agency's own page asks for it, and says afterwards who it was.

The public I-PIN ended in 2021; private ones are of agencies (NICE, SCI, KCB) that each hand out a module of their own.
This speaks to a service of the city's that has such a module and PortOne's shape (docs/verifying.md has the requests):

    POST /identity-verifications/ID/start {"redirectUrl": …}   → 200 {"url": the page to send the citizen to}
    GET  /identity-verifications/ID                            → 200 {"id", "status": "VERIFIED", "verifiedCustomer"}

The agency returns the citizen to redirectUrl, which carries our state.
"""

import secrets
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from ...posts import Post
from ..proof import Elsewhere, Held
from ..verified import Verified
from .agency import Agency
from .web import return_address, unreachable


class IPin(Agency):
    label = gettext_lazy("With my I-PIN")
    hint = gettext_lazy("You enter it at the agency and come back here.")
    leaves = True

    def begin(self, request: HttpRequest, post: Post) -> Elsewhere:
        number, state = self.new_id(), secrets.token_urlsafe(24)
        back = f"{return_address(request, self)}?{urlencode({'state': state})}"
        status, answer = self.post(number, "start", {"redirectUrl": back})
        address = str(answer.get("url", ""))
        if status != 200 or urlsplit(address).scheme not in ("https", "http"):
            raise unreachable(self, f"HTTP {status}, without a page to go to")
        return Elsewhere(address=address, state=state, held={"id": number})

    def answered(self, request: HttpRequest, held: Held) -> Verified:
        return self.verified(held["id"])
