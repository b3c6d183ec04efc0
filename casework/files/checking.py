"""What the inside makes of a file that has arrived. Whatever goes wrong, the file stays closed and its case goes on."""

import json
import subprocess  # noqa: S404
import sys
from pathlib import Path

from django.conf import settings
from django.db import transaction

from casework.models import ArrivedFile, CheckState, FileCheck
from complaints.screening.clamd import ScanState, scan
from complaints.screening.sniffing import HEAD_BYTES, media_type_of

_DECODER = Path(__file__).with_name("decoder.py")
_SECONDS = 40  # by the clock; the decoder's own limit is of its CPU time


def check_waiting(most: int) -> int:
    """Check files that were opened and not checked yet, so many at the most. Returns how many."""
    found = list(ArrivedFile.objects.unchecked().values_list("pk", flat=True)[:most])
    for pk in found:
        check(ArrivedFile.objects.get(pk=pk))
    return len(found)


def look_again() -> int:
    """Forget the checks of what could not be scanned, so that it is tried anew. Returns how many."""
    unscanned = FileCheck.objects.filter(code__in=(ScanState.NOT_SCANNED, "decoder"))
    return unscanned.delete()[0]


def check(file: ArrivedFile) -> FileCheck:
    """Scan and rewrite one file, and store what came of it."""
    code, media_type, content = _checked(bytes(file.content or b""))
    state = CheckState.QUARANTINED if content is None else CheckState.CLEAN
    with transaction.atomic():
        result, _made = FileCheck.objects.update_or_create(
            file=file, defaults={"state": state, "code": code, "media_type": media_type, "content": content}
        )
    return result


def _checked(data: bytes) -> tuple[str, str, bytes | None]:
    """Code, media type and what may be opened; None where it stays closed."""
    media_type = media_type_of(data[:HEAD_BYTES])
    if not media_type:
        return "type", "", None
    # Scanned here as well: what the DMZ says was said with older signatures, and by the DMZ.
    found = scan(data, settings.CLAMD)
    if found.state is not ScanState.CLEAN:
        return found.state.value, media_type, None
    return _decoded(media_type, data)


def _decoded(media_type: str, data: bytes) -> tuple[str, str, bytes | None]:
    """What the limited process makes of it."""
    try:
        process = subprocess.run(  # noqa: S603 - our own program; the file is its input
            [sys.executable, "-I", str(_DECODER), media_type],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=_SECONDS,
            check=True,
        )
        head, _line, content = process.stdout.partition(b"\n")
        told = json.loads(head)
    except (subprocess.SubprocessError, OSError, ValueError):
        return "decoder", media_type, None
    if told["code"] != "clean":
        return str(told["code"])[:30], media_type, None
    return "clean", str(told["media_type"]), content
