"""Makes the last forms of citizens' journeys: only the public app's key makes what it will believe.

`python -m bench.voice_forms NUMBER [SITE]` in the public app's environment prints, a line each, the submission's
number, the receipt's number and secret, and the hidden field. Text and title name the submission, so that it is known
again inside.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from urllib.parse import urlencode

from allimi.embedded.running import Running
from bench.stage import ROOT


@dataclass(frozen=True)
class Form:
    """One citizen's last form."""

    id: str
    number: str
    secret: str
    request: bytes  # as a browser sends it


def forms(running: Running, number: int, *, site: str = "", fresh_receipts: bool = False) -> list[Form]:
    """So many forms of different citizens, about the site or, anonymous, about the whole city.

    With `fresh_receipts` the receipt is left to be made by the app that is measured.
    """
    made = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-m", "bench.voice_forms", str(number), site or "-", "fresh" if fresh_receipts else "-"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1", **running.environment(public=True)},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = (line.split("\t") for line in made.stdout.splitlines())
    return [Form(*shown, _post(field)) for *shown, field in lines]


def text_of(submission: str) -> str:
    """What the submission of that number says."""
    return f"{submission} 정문 앞 보도 블록이 깨져서 유모차가 지나가지 못합니다. " * 8


def _post(field: str) -> bytes:
    body = urlencode({"state": field, "go": "send"}).encode()
    head = f"POST /ask/write/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n".encode() + body


def main() -> None:
    import django

    django.setup()
    from django.utils import timezone

    from complaints.asking.journey import Journey
    from complaints.verifying.verified import Verified

    number, site, receipts = sys.argv[1:4]
    for each in range(int(number)):
        journey = Journey(at="check", is_checking=True)
        journey.kept = {"where": {"where": "city", "query": "", "asked": "", "site": "", "words": ""}}
        journey.kept["post"] = {"post": "tip"}
        if site != "-":
            phone = f"010{each:08}"
            journey.proof = Verified(method="phone", subject=phone, phone=phone, at=timezone.now()).sealed()
            journey.kept["post"] = {"post": "complaint"}
            journey.kept["where"] = {"where": "site", "query": "공사", "asked": "공사", "site": site, "words": ""}
            journey.kept["contact"] = {"name": "홍길동", "channel": "sms", "email": ""}
            journey.kept["audience"] = {"audience": "private"}
        journey.prepare()
        sending = journey.sending
        journey.kept["text"] = {"title": sending["id"], "text": text_of(sending["id"]).strip()}
        if receipts == "fresh":
            journey.sending = {}
        print(sending["id"], sending["number"], sending["secret"], journey.field(), sep="\t")


if __name__ == "__main__":
    main()
