"""The lists and thresholds by which a text is judged: released rows that officials edit inside."""

import hashlib
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from django.db import InterfaceError, OperationalError

from .abuse import KoreanAbuse
from .defaults import default_terms, default_thresholds
from .findings import Outcome
from .latin import LatinAbuse
from .terms import Kind, Term

PREFIX = 16  # hex digits of a host's SHA-256 that a block list keeps
_FRESH_FOR = 5.0  # seconds for which a process judges by the lists it read


@dataclass(frozen=True)
class Rules:
    """Lists and thresholds of one moment. Made once and used for many texts."""

    terms: tuple[Term, ...]
    thresholds: Mapping[str, int] = field(default_factory=default_thresholds)

    @classmethod
    def current(cls) -> "Rules":
        """What is released now, at most five seconds old; the vendored lists where a city has released none."""
        now = time.monotonic()
        if _held.rules is None or now - _held.read_at > _FRESH_FOR:
            _held.rules, _held.read_at = _read(_held.rules), now
        return _held.rules

    @classmethod
    def defaults(cls) -> "Rules":
        """The vendored lists."""
        return _vendored()

    def korean(self) -> KoreanAbuse:
        return self._korean

    def latin(self, language: str) -> LatinAbuse:
        """The words asked of a text of that language: those of every language and its own."""
        if language not in self._latin:
            self._latin[language] = LatinAbuse.of(
                self._of(Kind.ABUSE, hangul=False, language=language),
                self._of(Kind.HARMLESS, hangul=False, language=language),
            )
        return self._latin[language]

    def phrases(self, kind: Kind) -> tuple[str, ...]:
        """The letters of the kind's phrases, each once."""
        if kind not in self._phrases:
            self._phrases[kind] = tuple(dict.fromkeys(term.letters for term in self.terms if term.kind is kind))
        return self._phrases[kind]

    @cached_property
    def redirects(self) -> frozenset[str]:
        return frozenset(term.words for term in self.terms if term.kind is Kind.REDIRECT)

    def is_blocked(self, host: str) -> bool:
        """Whether the host, or a domain that it belongs to, is on the list of blocked ones."""
        names = host.split(".")
        return any(blocked_prefix(".".join(names[at:])) in self._blocked for at in range(len(names) - 1))

    @cached_property
    def _blocked(self) -> frozenset[str]:
        return frozenset(term.words for term in self.terms if term.kind is Kind.BLOCKED)

    @cached_property
    def _korean(self) -> KoreanAbuse:
        return KoreanAbuse(self._of(Kind.ABUSE, hangul=True), self._of(Kind.HARMLESS, hangul=True))

    @cached_property
    def _phrases(self) -> dict[Kind, tuple[str, ...]]:
        return {}

    @cached_property
    def _latin(self) -> dict[str, LatinAbuse]:
        return {}

    def _of(self, kind: Kind, *, hangul: bool, language: str = "") -> Iterable[Term]:
        return (
            term
            for term in self.terms
            if term.kind is kind and term.is_hangul is hangul and term.language in ("", language)
        )


def blocked_prefix(host: str) -> str:
    """What the list keeps of a blocked host: nobody reads an address off it."""
    return hashlib.sha256(host.strip().lower().encode()).hexdigest()[:PREFIX]


@dataclass
class _Held:
    rules: Rules | None = None
    read_at: float = 0.0


_held = _Held()


def _read(before: Rules | None) -> Rules:
    """What is released; where the database is away, what was known before: writing goes on without it."""
    try:
        return _released(before)
    except (OperationalError, InterfaceError):
        return before or _vendored()


def _released(before: Rules | None) -> Rules:
    """The released rows as rules; the very same object while nothing changed, so that what it prepared is kept."""
    from complaints.models import ScreeningTerm, ScreeningThreshold  # the pure stages need no database

    terms = tuple(
        Term(words, Outcome(outcome), Kind(kind), language)
        for words, outcome, kind, language in ScreeningTerm.objects.as_rules()
    )
    thresholds = {**default_thresholds(), **dict(ScreeningThreshold.objects.values_list("code", "value"))}
    if not terms:
        return Rules(_vendored().terms, thresholds) if thresholds != _vendored().thresholds else _vendored()
    if before is not None and before.terms == terms and before.thresholds == thresholds:
        return before
    return Rules(terms, thresholds)


@cache
def _vendored() -> Rules:
    return Rules(default_terms())
