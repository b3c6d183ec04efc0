"""`voice_keys`: keys made, changed, retired and recovered, as docs/keys.md says."""

import io
import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from allimi.embedded.running import Running
from casework.collecting.handing_over import hand_over_all, try_again
from casework.collecting.keyring import RECOVERY, read_keys
from casework.models import Arrival, ArrivalState
from complaints.petitions import Rating
from complaints.sealing.envelope import seal


def voice_keys(*arguments: str) -> str:
    out = io.StringIO()
    call_command("voice_keys", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    settings.VOICE_KEYS = str(tmp_path / "keys")
    return tmp_path / "keys"


def told(output: str) -> list[str]:
    """The public keys that the public app is to be told."""
    found = re.search(r"ALLIMI_VOICE_PUBLIC_KEYS is to be: (\S+)", output)
    assert found
    return found[1].split(",")


def message() -> Rating:
    return Rating(written_at=timezone.now(), language="ko", locator="ab" * 32, points=3)


def arrived(sealed: bytes, number: object) -> Arrival:
    return Arrival.objects.create(id=number, sealed=sealed, received_at=timezone.now())


@pytest.mark.django_db(databases=["default", "intake"])
def test_a_key_is_changed_and_the_old_one_stays_as_long_as_it_is_needed(
    topology: Running,
    folder: Path,
    settings,  # type: ignore[no-untyped-def]
) -> None:
    settings.VOICE_PUBLIC_KEYS = told(voice_keys("new"))
    (old,) = (key.identity.hex() for key in read_keys(folder).values())
    rating = message()
    arrival = arrived(seal(rating), rating.id)

    settings.VOICE_PUBLIC_KEYS = told(voice_keys("new"))
    new = next(iter(read_keys(folder).values())).identity.hex()
    assert new != old
    listed = voice_keys("list")
    assert re.search(f"{new}.*seals and opens\n{old}.*  opens", listed)
    with pytest.raises(CommandError, match="is the newest"):
        voice_keys("retire", new)
    with pytest.raises(CommandError, match="1 messages that nobody has handled yet"):
        voice_keys("retire", old)

    arrival.delete()
    voice_keys("retire", old)
    assert [key.identity.hex() for key in read_keys(folder).values()] == [new]
    with pytest.raises(CommandError, match="There is no key"):
        voice_keys("retire", old)


def test_the_recovery_key_opens_on_a_machine_of_its_own(
    folder: Path,
    settings,  # type: ignore[no-untyped-def]
    tmp_path: Path,
) -> None:
    voice_keys("new")
    safe = tmp_path / "stick.key"
    settings.VOICE_PUBLIC_KEYS = told(voice_keys("recovery", str(safe)))
    assert len(settings.VOICE_PUBLIC_KEYS) == 2
    assert safe.read_text() not in (folder / RECOVERY).read_text()
    assert "private" not in (folder / RECOVERY).read_text()

    rating = message()
    envelope = tmp_path / "one.sealed"
    envelope.write_bytes(seal(rating))
    for path in folder.iterdir():
        path.unlink()
    opened = json.loads(voice_keys("open", str(envelope), "--key", str(safe)))
    assert (opened["kind"], opened["points"], opened["id"]) == ("rating", 3, str(rating.id))


@pytest.mark.django_db
def test_with_every_key_lost_the_recovery_key_brings_back_what_waits(
    topology: Running,
    folder: Path,
    settings,  # type: ignore[no-untyped-def]
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from casework.arrivals import handlers

    taken: list[object] = []
    monkeypatch.setitem(handlers, "rating", lambda arrival, message: taken.append(message))
    voice_keys("new")
    safe = tmp_path / "stick.key"
    settings.VOICE_PUBLIC_KEYS = told(voice_keys("recovery", str(safe)))
    rating = message()
    arrival = arrived(seal(rating), rating.id)
    for path in folder.glob("*.key"):
        path.unlink()
    voice_keys("new")
    hand_over_all()
    arrival.refresh_from_db()
    assert arrival.state == ArrivalState.UNREADABLE

    (folder / "recovery.key").write_bytes(safe.read_bytes())
    try_again()
    hand_over_all()
    assert taken == [rating]


def test_what_cannot_be_done_is_told(folder: Path, settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CommandError, match="No such file"):
        voice_keys("open", str(tmp_path / "none"), "--key", str(tmp_path / "none.key"))
    settings.VOICE_KEYS = ""
    with pytest.raises(CommandError, match="ALLIMI_VOICE_KEYS is not set"):
        voice_keys("new")
