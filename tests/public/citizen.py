"""A citizen at the journey's pages, and what arrives inside of what he sends."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from django.utils import timezone

from allimi.embedded.running import Running
from complaints.asking.journey import Journey, read
from complaints.verifying.verified import Verified
from tests.pages import assert_valid_html

FORM = "application/x-www-form-urlencoded"
PHONE = "01012345678"

# Runs inside, with the private keys: what the DMZ cannot do.
OPEN = """
import json, sys, django
django.setup()
from casework.collecting.fetching import fetch
from casework.collecting.opening import open_envelope
from casework.models import Arrival
from complaints.typed_json import plain
while fetch():
    pass
sent = Arrival.objects.filter(pk=sys.argv[1]).first()
message = open_envelope(bytes(sent.sealed)) if sent else None
print(json.dumps({"kind": message.kind, **plain(message)} if message else None))
"""


def proof(**more: Any) -> str:
    """As the verifying hands it over."""
    return Verified(**{"method": "phone", "subject": PHONE, "phone": PHONE, "at": timezone.now(), **more}).sealed()


def proven(post: str = "complaint", **kept: dict[str, str]) -> Journey:
    """A journey behind the proof."""
    return Journey(at="where", kept={"post": {"post": post}, **kept}, proof=proof())


def arrived(running: Running, message: str) -> dict[str, Any] | None:
    """The message of that number as the inside opens it; None where none came."""
    done = subprocess.run(
        [sys.executable, "-c", OPEN, message],
        env=running.environment(),
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, Any] | None = json.loads(done.stdout.splitlines()[-1])
    return found


@dataclass
class Citizen:
    """Sends the form of the page that is open, with its hidden field. Each page is held to what all must be."""

    client: Client
    language: str = ""
    html: str = ""
    status: int = 200
    state: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def at(self, journey: Journey, **fields: Any) -> "Citizen":
        """Stands before a page without having walked there."""
        self.state = journey.field()
        return self.press("stay", **fields)

    def press(self, go: str, **fields: Any) -> "Citizen":
        """Presses the button `go` of the page, with these fields filled in."""
        if self.state:
            fields["state"] = self.state
        return self.send(f"{self.language}/ask/write/", go=go, **fields)

    def send(self, address: str, **fields: Any) -> "Citizen":
        if any(hasattr(value, "read") for value in fields.values()):
            response = self.client.post(address, fields, headers=self.headers)
        else:
            body = urlencode(fields)
            response = self.client.post(address, body, content_type=FORM, headers=self.headers)
        self.html, self.status = response.content.decode(), response.status_code
        assert not response.cookies
        assert response["Cache-Control"] == "no-store"
        assert "default-src 'none'" in response["Content-Security-Policy"]
        if response["Content-Type"].startswith("text/html"):
            assert_valid_html(self.html)
        found = re.search(r'name="state" value="([^"]+)"', self.html)
        self.state = found[1] if found else ""
        return self

    @property
    def journey(self) -> Journey:
        return read(self.state)[0]

    @property
    def heading(self) -> str:
        found = re.search(r"<h1>(.*?)</h1>", self.html, re.DOTALL)
        assert found
        return unescape(re.sub(r"<[^>]+>", "", found[1])).strip()

    @property
    def errors(self) -> list[str]:
        """What the summary of the page says."""
        summary = self.html.partition('id="errors-title"')[2].partition("</div>")[0]
        return [unescape(text) for text in re.findall(r'<li><a href="#[\w-]+">(.*?)</a>', summary)]
