"""Amounts as people read them."""

import dataclasses

import pytest
from django.conf import settings
from pytest_django import Settings

from sites.money import entry_unit, entry_unit_name, korean_words, money, short_money


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (223_763_000_000, "2,237억 6,300만 원"),
        (91_000_000, "9,100만 원"),
        (1_234_567_890_123, "1조 2,345억 6,789만 123 원"),
        (-200_000_000, "−2억 원"),
        (0, "0 원"),
    ],
)
def test_korean_words(amount: int, words: str) -> None:
    assert korean_words(amount) == words


def test_money_in_korean() -> None:
    assert money(223_763_000_000, language="ko") == "223,763,000,000원 (2,237억 6,300만 원)"
    assert money(9_900, language="ko") == "9,900원"
    assert short_money(223_763_000_000, language="ko") == "2,237억 6,300만 원"


def test_money_in_english() -> None:
    assert money(223_763_000_000, language="en") == "₩223,763,000,000"
    assert money(-5, language="en") == "−₩5"


@pytest.mark.parametrize(
    ("currency", "decimals", "written", "unit"),
    [("VND", 0, "₫12,345", "₫1,000,000"), ("USD", 2, "$123.45", "$1,000,000.00"), ("CHF", 2, "CHF\u00a0123.45", None)],
)
def test_money_of_another_city(
    settings: Settings, currency: str, decimals: int, written: str, unit: str | None
) -> None:
    settings.PROFILE = dataclasses.replace(settings.PROFILE, currency=currency, currency_decimals=decimals)
    assert money(12_345, language="en") == written
    assert entry_unit() == 10 ** (6 + decimals)
    assert unit is None or entry_unit_name("en") == unit


def test_entry_unit_of_seoul() -> None:
    assert settings.PROFILE.currency == "KRW"
    assert (entry_unit(), entry_unit_name("ko"), entry_unit_name("en")) == (10**8, "억원", "₩100,000,000")
