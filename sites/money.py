"""Amounts as people read them, in the profile's currency."""

from django.conf import settings

_SYMBOLS = {"KRW": "₩", "VND": "₫", "USD": "$", "EUR": "€"}
# Korean counts in powers of ten thousand.
_TEN_THOUSANDS = (("조", 10**12), ("억", 10**8), ("만", 10**4), ("", 1))
# Below a million won the digits alone are read faster than words.
_WORDS_FROM = 1_000_000


def money(amount: int, *, language: str) -> str:
    """An amount of the currency's minor unit, whole: 223,763,000,000원 (2,237억 6,300만 원), or ₩223,763,000,000."""
    if not _in_korean_won(language):
        return _digits(amount)
    digits = f"{_sign(amount)}{abs(amount):,}원"
    return f"{digits} ({korean_words(amount)})" if abs(amount) >= _WORDS_FROM else digits


def short_money(amount: int, *, language: str) -> str:
    """An amount for a card or a title: words alone where the language has them. Never rounded."""
    if _in_korean_won(language) and abs(amount) >= _WORDS_FROM:
        return korean_words(amount)
    return money(amount, language=language)


def korean_words(amount: int) -> str:
    """2,237억 6,300만 원, exactly."""
    rest = abs(amount)
    words = []
    for name, unit in _TEN_THOUSANDS:
        part, rest = divmod(rest, unit)
        if part:
            words.append(f"{part:,}{name}")
    return f"{_sign(amount)}{' '.join(words) or '0'} 원"


def entry_unit() -> int:
    """How much «1» means in a field where a citizen types an amount: 100 million won, or a million of another."""
    minor = 10**settings.PROFILE.currency_decimals
    return minor * (10**8 if settings.PROFILE.currency == "KRW" else 10**6)


def entry_unit_name(language: str) -> str:
    """The name of that unit: 억원, or ₩100,000,000."""
    return "억원" if _in_korean_won(language) else _digits(entry_unit())


def _in_korean_won(language: str) -> bool:
    return settings.PROFILE.currency == "KRW" and language.startswith("ko")


def _digits(amount: int) -> str:
    currency, decimals = settings.PROFILE.currency, settings.PROFILE.currency_decimals
    symbol = _SYMBOLS.get(currency, f"{currency}\u00a0")
    whole, minor = divmod(abs(amount), 10**decimals)
    return f"{_sign(amount)}{symbol}{whole:,}" + (f".{minor:0{decimals}}" if decimals else "")


def _sign(amount: int) -> str:
    return "−" if amount < 0 else ""
