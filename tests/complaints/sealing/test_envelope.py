"""The city's keys open an envelope, and nothing else does."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from casework.collecting.keyring import BadKey, Key, add_key, make_key, public_keys, read_keys, write_key
from casework.collecting.opening import CannotOpen, open_envelope, open_file
from complaints.petitions import Rating
from complaints.sealing.envelope import seal

MESSAGE = Rating(written_at=timezone.now(), language="ko", locator="ab" * 32, points=4, words="mk고맙습니다")


@pytest.fixture
def city(settings) -> Key:  # type: ignore[no-untyped-def]
    key = make_key()
    settings.VOICE_PUBLIC_KEYS = [key.public.hex()]
    return key


def test_the_key_opens_it(city: Key) -> None:
    assert open_envelope(seal(MESSAGE), {city.identity: city}) == MESSAGE


def test_no_byte_of_the_content_can_be_read(city: Key) -> None:
    sealed = seal(MESSAGE)
    assert b"mk" not in sealed.replace(b"AV1", b"")[100:] or "고맙".encode() not in sealed
    assert MESSAGE.locator.encode() not in sealed


def test_a_long_and_a_short_one_look_alike(city: Key) -> None:
    short = Rating(written_at=MESSAGE.written_at, language="ko", locator="ab" * 32, points=4)
    assert len(seal(short)) == len(seal(MESSAGE))


def test_another_key_does_not_open_it(city: Key) -> None:
    other = make_key()
    with pytest.raises(CannotOpen, match="none of its keys is here"):
        open_envelope(seal(MESSAGE), {other.identity: other})
    with pytest.raises(CannotOpen, match="not genuine"):
        open_envelope(seal(MESSAGE), {city.identity: other})


@pytest.mark.parametrize("place", [0, 3, 20, 100, -1])
def test_a_changed_byte_is_noticed(city: Key, place: int) -> None:
    sealed = bytearray(seal(MESSAGE))
    sealed[place] ^= 1
    with pytest.raises(CannotOpen):
        open_envelope(bytes(sealed), {city.identity: city})


@pytest.mark.parametrize("length", [0, 3, 4, 50, 92, 120])
def test_a_piece_of_one_is_noticed(city: Key, length: int) -> None:
    with pytest.raises(CannotOpen):
        open_envelope(seal(MESSAGE)[:length], {city.identity: city})


def test_the_recovery_key_opens_it_as_well(settings) -> None:  # type: ignore[no-untyped-def]
    city, recovery = make_key(), make_key()
    settings.VOICE_PUBLIC_KEYS = [city.public.hex(), recovery.public.hex()]
    sealed = seal(MESSAGE)
    assert open_envelope(sealed, {recovery.identity: recovery}) == MESSAGE


@pytest.mark.parametrize("keys", [[], ["ab"], ["x" * 64]])
def test_wrong_keys_are_told_and_nothing_is_sealed(settings, keys: list[str]) -> None:  # type: ignore[no-untyped-def]
    settings.VOICE_PUBLIC_KEYS = keys
    with pytest.raises(ImproperlyConfigured, match="ALLIMI_VOICE_PUBLIC_KEYS"):
        seal(MESSAGE)


def test_a_file_without_pieces_is_told(city: Key) -> None:
    with pytest.raises(CannotOpen, match="no piece"):
        open_file([], {city.identity: city})


def test_keys_are_read_from_their_folder_the_newest_first(tmp_path: Path) -> None:
    old, new = make_key(), make_key()
    add_key(tmp_path, new)
    path = add_key(tmp_path, old)
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(read_keys(tmp_path).values()) == [new, old]
    assert public_keys(tmp_path) == [new.public.hex()]
    (tmp_path / "recovery.pub").write_text("ab" * 32 + "\n")
    assert public_keys(tmp_path) == [new.public.hex(), "ab" * 32]


def test_a_key_is_never_replaced_and_a_broken_one_is_told_without_its_content(tmp_path: Path) -> None:
    key = make_key()
    path = add_key(tmp_path, key)
    with pytest.raises(FileExistsError):
        write_key(key, path)
    path.write_text(f'{{"private": "{key.private.hex()}", "made_at": "?"}}')
    with pytest.raises(BadKey) as told:
        read_keys(tmp_path)
    assert str(path) in str(told.value) and key.private.hex() not in str(told.value)
