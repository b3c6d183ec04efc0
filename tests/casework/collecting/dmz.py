"""A web process of the DMZ: knows the public app's environment alone, takes orders line by line.

`python -m tests.casework.collecting.dmz` with {"do": "send", …} or {"do": "letters", …} on its input, as JSON.
"""

import json
import os
import subprocess
import sys
from typing import Any

from allimi.embedded.running import Running
from allimi.embedded.topology import ROOT


class Dmz:
    """The process, as the tests speak to it."""

    def __init__(self, running: Running) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.casework.collecting.dmz"],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1", **running.environment(public=True)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, **order: Any) -> Any:
        """Its answer. Raises AssertionError with what it says when it failed."""
        assert self.process.stdin and self.process.stdout
        print(json.dumps(order), file=self.process.stdin, flush=True)
        answer = json.loads(self.process.stdout.readline())
        assert "failed" not in answer, answer["failed"]
        return answer["done"]

    def send(self, text: str, *, files: tuple[str, ...] = (), again: int = 1, phone: str = "01012345678") -> Any:
        """Submit a petition with files of that content. `id`, `number`, `secret` and `locator` of it."""
        return self.ask(do="send", text=text, files=files, again=again, phone=phone)

    def close(self) -> None:
        assert self.process.stdin
        self.process.communicate(timeout=10)


def _send(order: dict[str, Any]) -> dict[str, str]:
    from django.utils import timezone

    from complaints.petitions import FileRef, Notice, Petition, Place, ReceiptKey, Writer
    from complaints.sealing.receipts import new_receipt
    from complaints.sealing.submitting import submit

    files = _uploaded(order["files"]) if order["files"] else []
    receipt = new_receipt()
    phone, text = order["phone"], order["text"]
    message = Petition(
        written_at=timezone.now(),
        language="ko",
        post="complaint",
        place=Place(words=text),
        title=text[:100],
        text=text,
        writer=Writer(method="phone", subject=phone, phone=phone, verified_at=timezone.now()),
        notify=(Notice(channel="sms", to=phone),),
        receipt=ReceiptKey(number=receipt.number, locator=receipt.locator, public_key=receipt.public_key),
        files=tuple(
            FileRef(id=file.id, name=file.name, size=file.size, media_type=file.media_type, sha256=file.sha256)
            for file in files
        ),
    )
    for _attempt in range(order["again"]):
        submit(message, files)
    return {
        "id": str(message.id),
        "number": receipt.number,
        "secret": receipt.secret,
        "locator": receipt.locator,
        "public_key": receipt.public_key,
        "file": str(files[0].id) if files else "",
    }


def _uploaded(contents: list[str]) -> list[Any]:
    """The files as they come off the wire, in a request as a browser sends it."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import RequestFactory

    from complaints.sealing.uploads import SealingUploadHandler

    given = [SimpleUploadedFile(f"{name}.txt", content.encode()) for name, content in enumerate(contents)]
    request = RequestFactory().post("/", {"files": given})
    request.upload_handlers = [SealingUploadHandler(request)]
    return [upload.sealed for upload in request.FILES.getlist("files")]


def _letters(order: dict[str, Any]) -> list[dict[str, Any]]:
    from complaints.sealing.letters import letters_for
    from complaints.sealing.receipts import unlock
    from complaints.typed_json import plain

    found: list[dict[str, Any]] = plain(letters_for(unlock(order["number"], order["secret"])))
    return found


def _select(order: dict[str, Any]) -> str:
    """What the web process is told when it looks at what it stored."""
    from django.db import connections

    try:
        with connections["intake"].cursor() as cursor:
            cursor.execute(order["statement"])
    except Exception as error:
        return str(error.__cause__.sqlstate)
    return "done"


def _rest(order: dict[str, Any]) -> None:
    """As if the seconds after a failure were over."""
    from complaints.sealing import intake

    intake._resting_until = 0.0


def main() -> None:
    import django

    django.setup()
    orders = {"send": _send, "letters": _letters, "select": _select, "rest": _rest}
    for line in sys.stdin:
        order = json.loads(line)
        try:
            answer = {"done": orders[order["do"]](order)}
        except Exception as error:
            answer = {"failed": repr(error)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
