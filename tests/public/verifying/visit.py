"""A citizen who verifies himself: the pages of verifying, entered from the journey."""

import random
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpResponse
from django.test import Client

from complaints.asking.journey import Journey, read
from complaints.verifying.verified import Verified
from tests.pages import assert_valid_html
from tests.public.citizen import FORM


def some_number() -> str:
    """A mobile number that no other test has."""
    return f"010{random.randrange(10**8):08}"  # noqa: S311


def some_address() -> str:
    """A network address that no other test has."""
    return f"10.{'.'.join(str(random.randrange(256)) for _ in range(3))}"  # noqa: S311


@dataclass
class Visit:
    """One browser. Each page is held to what all pages of verifying must be."""

    client: Client = field(default_factory=Client)
    address: str = field(default_factory=some_address)
    html: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def begin(self, post: str = "complaint", *, language: str = "", kept: dict[str, Any] | None = None) -> "Visit":
        """From the journey's page that wants a proof."""
        journey = Journey(at="post", kept={"post": {"post": post}, **(kept or {})})
        return self.send(f"{language}/ask/write/", state=journey.field(), go="next", post=post)

    def press(self, **fields: str) -> "Visit":
        """Send the page's own form with these fields filled in."""
        form = self._form(*fields)
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
        address = re.search(r'action="([^"]+)"', form)
        assert address
        return self.send(address[1], **{name: unescape(value) for name, value in hidden}, **fields)

    def send(self, address: str, **fields: str) -> "Visit":
        body = urlencode(fields)
        return self.take(
            self.client.post(address, body, content_type=FORM, headers=self.headers, REMOTE_ADDR=self.address)
        )

    def get(self, address: str) -> "Visit":
        return self.take(self.client.get(address, headers=self.headers, REMOTE_ADDR=self.address))

    def take(self, response: HttpResponse) -> "Visit":
        self.html, self.status = response.content.decode(), response.status_code
        assert response["Cache-Control"] == "no-store"
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert_valid_html(self.html)
        return self

    def _form(self, *names: str) -> str:
        """The form with fields or buttons of these names; without any, the last one."""
        forms = re.findall(r"<form.*?</form>", self.html, re.DOTALL)
        found = [form for form in forms if all(f'name="{name}"' in form for name in names)]
        assert found, self.html
        return str(found[0] if names else found[-1])

    @property
    def heading(self) -> str:
        found = re.search(r"<h1>(.*?)</h1>", self.html, re.DOTALL)
        assert found, self.html
        return unescape(re.sub(r"<[^>]+>", "", found[1])).strip()

    @property
    def errors(self) -> str:
        """What the summary of the page says."""
        found = re.search(r'class="errors".*?</div>', self.html, re.DOTALL)
        return unescape(re.sub(r"<[^>]+>", " ", found[0])).strip() if found else ""

    @property
    def way_out(self) -> str:
        """Where the link to another site leads."""
        found = re.search(r'<a class="button" href="(https?:[^"]+)"', self.html)
        assert found, self.html
        return unescape(found[1])

    @property
    def journey(self) -> Journey | None:
        """The journey, where this is a page of it again."""
        found = re.search(r'name="state" value="([^"]+)"', self.html)
        journey = read(found[1])[0] if found else None
        return journey if journey and journey.proof else None

    @property
    def verified(self) -> Verified | None:
        return Verified.opened(self.journey.proof) if self.journey else None


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
