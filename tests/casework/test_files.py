"""What the inside makes of files that arrived: each its right end, and nothing opens that was not written anew."""

import io
import os
import uuid

import pytest
from django.utils import timezone
from PIL import Image
from pytest_django import Settings

from casework.files import check, check_waiting, look_again
from casework.files.checking import _DECODER
from casework.models import Arrival, ArrivedFile, Case, CheckState, FileCheck
from desk.models import Official, Role
from tests.casework.making import make_case
from tests.factories import make_department
from tests.internal.personas import make_persona, signed_in
from tests.screening import samples
from tests.screening.clamd_daemon import EICAR


def arrived(content: bytes, name: str = "현장.jpg") -> ArrivedFile:
    arrival = Arrival.objects.create(id=uuid.uuid4(), kind="petition", sealed=b"", received_at=timezone.now())
    return ArrivedFile.objects.create(
        id=uuid.uuid4(), arrival=arrival, name=name, content=content, size=len(content), sealed=b""
    )


def found(content: bytes) -> tuple[str, str]:
    result = check(arrived(content))
    assert (result.content is None) == (result.state == CheckState.QUARANTINED)
    return result.state, result.code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (EICAR, "virus"),
        (samples.archive(letter__txt=EICAR), "virus"),
        (samples.eicar_nested(), "virus"),
        (samples.bomb(), "archive-bomb"),
        (samples.huge_png(), "too-many-pixels"),
        (samples.program(), "type"),
        (samples.archive(photo__jpg=samples.program()), "archive-program"),
        (
            samples.archive(a__zip=samples.archive(b__zip=samples.archive(c__zip=samples.archive(d__txt=b"d")))),
            "archive-depth",
        ),
        (samples.photo()[:5000], "unreadable"),
        (b"PK\x03\x04" + bytes(200), "unreadable"),
    ],
    ids=["eicar", "zip", "nested", "bomb", "pixels", "exe", "exe in zip", "deep", "cut photo", "broken zip"],
)
def test_what_is_not_safe_stays_closed_and_says_why(clamd: str, content: bytes, code: str) -> None:
    assert found(content) == (CheckState.QUARANTINED, code)


@pytest.mark.django_db
def test_a_polyglot_comes_out_as_a_picture_and_nothing_else(clamd: str) -> None:
    result = check(arrived(samples.polyglot()))
    content = bytes(result.content or b"")
    assert result.media_type == "image/jpeg"
    for hidden in (b"PK\x03\x04", b"<script", b"secret", b"Exif"):
        assert hidden not in content
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (640, 480)


@pytest.mark.django_db
def test_documents_come_out_as_they_are(clamd: str) -> None:
    for content in (samples.hwpx(), "공사 문의".encode(), samples.archive(a__txt=b"text")):
        result = check(arrived(content))
        assert (result.state, bytes(result.content or b"")) == (CheckState.CLEAN, content)


@pytest.mark.django_db
def test_what_could_not_be_scanned_is_tried_again(clamd: str, settings: Settings) -> None:
    settings.CLAMD = ""
    file = arrived(samples.photo())
    assert check_waiting(10) == 1
    assert FileCheck.objects.get(pk=file.pk).code == "not-scanned"
    assert check_waiting(10) == 0
    settings.CLAMD = clamd
    assert look_again() == 1
    check_waiting(10)
    assert FileCheck.objects.get(pk=file.pk).state == CheckState.CLEAN


@pytest.mark.django_db
def test_a_decoder_that_dies_leaves_the_file_closed(clamd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casework.files.checking._DECODER", _DECODER.with_name("missing.py"))
    assert found(samples.photo()) == (CheckState.QUARANTINED, "decoder")


def test_the_decoder_has_little_memory_writes_no_file_and_knows_no_secret() -> None:
    import subprocess
    import sys

    inside = (
        f"import runpy, os; decoder = runpy.run_path({str(_DECODER)!r}); decoder['limit']()\n"
        "print(sorted(set(os.environ) - {'LC_CTYPE'}))\n"
        'for crime in (\'bytearray(2 << 30)\', \'open("/tmp/decoder-was-here", "w").write("x" * 9000)\'):\n'
        "    try:\n        eval(crime); print('done')\n    except (MemoryError, OSError) as error:\n"
        "        print(type(error).__name__)\n"
    )
    command = [sys.executable, "-I", "-c", inside]
    told = subprocess.run(command, env={}, capture_output=True, text=True, check=False)
    assert told.stdout.splitlines()[:2] == ["[]", "MemoryError"]
    assert "done" not in told.stdout
    assert os.environ  # the caller's own is another


def test_a_checked_file_is_saved_from_its_cases_page_and_opens_nowhere_else(clamd: str, officer: Official) -> None:
    case = make_case(officer=officer)
    file, virus = arrived(samples.photo(), "현장.png"), arrived(EICAR, "편지.txt")
    ArrivedFile.objects.filter(pk=virus.pk).update(arrival=file.arrival)
    Case.objects.filter(pk=case.pk).update(arrival=file.arrival)
    check_waiting(10)
    client = signed_in(officer)
    page = client.get(f"/admin/casework/case/{case.number}/").content.decode()
    address = f"/admin/casework/case/{case.number}/files/{file.pk}/"
    assert address in page
    assert str(virus.pk) not in page
    answer = client.get(address)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert client.get(address.replace(str(file.pk), str(virus.pk))).status_code == 404
    other = make_case(officer=officer)
    assert client.get(address.replace(case.number, other.number)).status_code == 404
    stranger = signed_in(make_persona(Role.EDITOR, make_department()))
    assert stranger.get(address).status_code == 404
