"""What a code's message says: fixed here, so that nobody can send words of his own through the relay.

Within the 90 bytes (EUC-KR) that a Korean text message holds, with a city's name of up to 14 syllables.
"""

from collections.abc import Mapping

from django.conf import settings

WORDS: Mapping[str, str] = {
    "ko": "[{city}] 인증번호 {code} (10분 안에 입력). 누구에게도 알려 주지 마십시오.",
    "en": "[{city}] Your code: {code} (10 minutes). Tell it to nobody.",
    "vi": "[{city}] Ma xac thuc: {code} (10 phut). Khong cho ai biet ma nay.",
}


def message(code: str, language: str) -> str:
    """The text for a code in a language of the city's, else in its first."""
    known = language if language in WORDS else settings.LANGUAGE_CODE
    city = settings.PROFILE.city.get(known, "")
    if not city or not _fits(city):
        city = settings.PROFILE.city["en"]
    return WORDS.get(known, WORDS["en"]).format(city=city, code=code)


def _fits(name: str) -> bool:
    """Whether a text message can hold its letters: it knows no Vietnamese ones."""
    try:
        name.encode("euc-kr")
    except UnicodeEncodeError:
        return False
    return True
