"""The encrypted field between two pages."""

import pytest
from pytest_django import Settings

from complaints.asking.state import Expired, Forged, decrypt, encrypt


def test_a_field_says_nothing_and_comes_back_as_it_was() -> None:
    field = encrypt({"text": "새벽 소음"}, purpose="asking", minutes=5)
    assert "소음" not in field and field.isascii()
    assert decrypt(field, purpose="asking") == {"text": "새벽 소음"}


def test_a_field_of_another_purpose_is_a_forgery() -> None:
    with pytest.raises(Forged):
        decrypt(encrypt({}, purpose="asking", minutes=5), purpose="verified")


@pytest.mark.parametrize("text", ["", "AAAA", "한글", "a" * 500, "not base64!"])
def test_what_was_never_ours_is_a_forgery(text: str) -> None:
    with pytest.raises(Forged):
        decrypt(text, purpose="asking")


def test_a_changed_field_is_a_forgery() -> None:
    field = encrypt({"a": 1}, purpose="asking", minutes=5)
    changed = field[:60] + ("A" if field[60] != "A" else "B") + field[61:]
    with pytest.raises(Forged):
        decrypt(changed, purpose="asking")


def test_what_ran_out_is_told_apart_and_can_be_offered_again() -> None:
    with pytest.raises(Expired) as expired:
        decrypt(encrypt({"text": "길게 쓴 글"}, purpose="asking", minutes=0), purpose="asking")
    assert expired.value.data == {"text": "길게 쓴 글"}


def test_a_change_of_the_secret_key_ends_no_journey(settings: Settings) -> None:
    field = encrypt({"a": 1}, purpose="asking", minutes=5)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-that-is-long-enough-to-be-one"
    assert decrypt(field, purpose="asking") == {"a": 1}
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Forged):
        decrypt(field, purpose="asking")
