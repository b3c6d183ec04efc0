"""What the screening says to what a citizen wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from complaints import petitions
from complaints.screening import Finding, Outcome, Rules, Screening, screen

# By the stage that found it: why it is usually not taken.
WHY: Mapping[str, Any] = {
    "profanity": _("an insult or a swear word"),
    "adverts": _("it reads like an advertisement or a fraud"),
    "links": _("a link to a page that is known to be dangerous"),
}


@dataclass(frozen=True)
class Reason:
    """Words that are usually not taken, and why."""

    words: str
    why: Any


@dataclass(frozen=True)
class Screened:
    """The parts of a text by their fields' names, as they were judged."""

    parts: Mapping[str, Screening]

    @property
    def reasons(self) -> list[Reason]:
        """What the text is refused for; nothing where it may be sent as it is."""
        return [
            Reason(found.words, WHY.get(found.stage, ""))
            for judged in self.parts.values()
            if judged.outcome == Outcome.REFUSE
            for found in judged.findings
            if found.outcome == Outcome.REFUSE
        ]

    @property
    def is_refused(self) -> bool:
        return any(judged.outcome == Outcome.REFUSE for judged in self.parts.values())

    @property
    def findings(self) -> tuple[petitions.Finding, ...]:
        """Everything that was found, for whoever decides inside."""
        return tuple(_told(found, part) for part, judged in self.parts.items() for found in judged.findings)


def screened(parts: Mapping[str, str]) -> Screened:
    """The parts of a text, each judged by the rules of now."""
    rules, language = Rules.current(), get_language() or ""
    return Screened({name: screen(text, language=language, rules=rules) for name, text in parts.items()})


def _told(found: Finding, part: str) -> petitions.Finding:
    return petitions.Finding(code=found.code, words=found.words, where=part, stage=found.stage)
