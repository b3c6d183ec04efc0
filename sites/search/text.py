"""Text as it is compared: one spelling for what a citizen would call the same word. Pure."""

import re
import unicodedata
from collections.abc import Iterator

_LEGAL_FORM = re.compile(r"\((?:주|유|합)\)|㈜|㈲|주식회사|유한회사")
_WITHIN_LATIN = re.compile(r"(?<=[a-z0-9])[-'’.,](?=[a-z0-9])")
_RUN = re.compile(r"[가-힣]+|[ㄱ-ㅎㅏ-ㅣ]+|[a-z0-9]+|[^\W_가-힣ㄱ-ㅎㅏ-ㅣa-z0-9]+")
_LATIN = re.compile(r"[a-z0-9]+")
_INITIALS_RUN = re.compile(r"[ㄱ-ㅎ]+")
_SYLLABLES = range(0xAC00, 0xD7A4)
_JAMO = range(0x3131, 0x318F)

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
# The keys of the common Korean keyboard (두벌식, KS X 5002), by a syllable's first, middle and last letter.
_FIRST_KEYS = tuple("r R s e E f a q Q t T d w W c z x v g".split(" "))  # noqa: SIM905  (a table to read)
_MIDDLE_KEYS = tuple("k o i O j p u P h hk ho hl y n nj np nl b m ml l".split(" "))  # noqa: SIM905  (a table to read)
_LAST_KEYS = ("", *"r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split(" "))  # noqa: SIM905  (a table to read)


def fold(text: str, *, dropped: str = "") -> str:
    """Lower case, without accents, legal forms of firms and punctuation; words apart by one space.

    Where a script changes, a word begins: «GTX역» is «gtx 역». `dropped` (the city's own name, which stands in
    each address) is left out.
    """
    return " ".join(_RUN.findall(_plain(text, dropped)))


def typed_words(text: str, *, dropped: str = "") -> list[str]:
    """The words of what was typed, with initial consonants as words of their own: «금ㅎㄹ» is 금 and ㅎㄹ."""
    words = []
    for word in _plain(text, dropped).split():
        runs = "".join(_RUN.findall(word))
        words += [part for part in re.split(r"([ㄱ-ㅎ]+)", runs) if part]
    return words


def squeeze(folded: str) -> str:
    return folded.replace(" ", "")


def initials(folded: str) -> str:
    """The initial consonants of the syllables, without spaces: «금호로 2단계» is ㄱㅎㄹ2ㄷㄱ."""
    return "".join(
        INITIALS[(ord(letter) - 0xAC00) // 588] if ord(letter) in _SYLLABLES else letter for letter in squeeze(folded)
    )


def keystrokes(folded: str) -> str:
    """The keys that type the word on a Korean keyboard: «도로» is ehfh. Latin letters type themselves.

    Two words are as near as their keys are, and a word typed in the wrong keyboard mode is the same word.
    """
    return "".join(_keys_of(letter) for letter in squeeze(folded)).lower()


def is_latin(word: str) -> bool:
    return _LATIN.fullmatch(word) is not None


def are_initials(word: str) -> bool:
    return _INITIALS_RUN.fullmatch(word) is not None


def _plain(text: str, dropped: str) -> str:
    text = _LEGAL_FORM.sub(" ", unicodedata.normalize("NFC", text))
    folded = "".join(_plain_letters(text)).casefold()
    if dropped:
        folded = folded.replace(dropped.casefold(), " ")
    return re.sub(r"[\W_]+", " ", _WITHIN_LATIN.sub("", folded))


def _plain_letters(text: str) -> Iterator[str]:
    for letter in text:
        code = ord(letter)
        # NFKC makes of the ㄱ one types (U+3131) another (U+1100), which no keyboard has.
        if code < 0x80 or code in _SYLLABLES or code in _JAMO:
            yield letter
            continue
        yield unicodedata.normalize("NFC", _bare(unicodedata.normalize("NFKD", letter)))


def _bare(decomposed: str) -> str:
    """Without accents; Vietnamese đ has no decomposition."""
    return "".join({"đ": "d", "Đ": "D"}.get(part, part) for part in decomposed if not unicodedata.combining(part))


def _keys_of(letter: str) -> str:
    code = ord(letter)
    if code in _SYLLABLES:
        first, rest = divmod(code - 0xAC00, 588)
        middle, last = divmod(rest, 28)
        return _FIRST_KEYS[first] + _MIDDLE_KEYS[middle] + _LAST_KEYS[last]
    if letter in INITIALS:
        return _FIRST_KEYS[INITIALS.index(letter)]
    if 0x314F <= code <= 0x3163:
        return _MIDDLE_KEYS[code - 0x314F]
    return letter
