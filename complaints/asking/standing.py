"""Where a case stands, by the letters that lie for its receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.sealing.letters import Letter

TITLES: Mapping[str, Any] = {
    "received": pgettext_lazy("of a petition", "Received"),
    "assigned": _("A department looks after it"),
    "transferred": _("Handed to another office"),
    "extended": _("The answer needs more time"),
    "question_back": _("The city has a question for you"),
    "progress": _("How far it is"),
    "answered": _("Answered"),
    "closed": pgettext_lazy("of a petition", "Closed"),
    "renewed": _("A new receipt"),
}
# One sentence each: what it means for whoever wrote.
MEANINGS: Mapping[str, Any] = {
    "received": _("Your words are with the city. You are told when a department looks after them."),
    "assigned": _("The department below answers by the date below."),
    "transferred": _("Another office answers, because it is responsible. It has everything that you wrote."),
    "extended": _("There is a new date; the reason is in the letter."),
    "question_back": _("Please answer, so that the work on it can go on."),
    "progress": _("The letter says what was done so far."),
    "answered": _("The answer is in the newest letter."),
    "closed": _("Nothing more happens here unless you ask to look again."),
}
_SETTLED = ("answered", "closed")
# None of these changes where the case stands.
_BESIDE = ("renewed",)


@dataclass(frozen=True)
class Titled:
    """A letter with its place among the letters, and what it is in a few words."""

    letter: Letter
    index: int

    @property
    def title(self) -> Any:
        return TITLES.get(self.letter.kind, self.letter.kind)


@dataclass(frozen=True)
class Standing:
    """`letters` as they lie there, oldest first."""

    letters: Sequence[Letter]

    @property
    def newest_first(self) -> list[Titled]:
        return [Titled(letter, index) for index, letter in reversed(list(enumerate(self.letters)))]

    @cached_property
    def kind(self) -> str:
        """Of the last letter that says where the case stands."""
        kinds = [letter.kind for letter in self.letters if letter.kind not in _BESIDE]
        return kinds[-1] if kinds else ""

    @property
    def title(self) -> Any:
        return TITLES.get(self.kind, "")

    @property
    def meaning(self) -> Any:
        return MEANINGS.get(self.kind, "")

    @property
    def is_settled(self) -> bool:
        return self.kind in _SETTLED

    @property
    def is_asked(self) -> bool:
        """Whether the clock stands until the citizen answers."""
        return self.kind == "question_back"

    @property
    def may_rate(self) -> bool:
        return self.kind == "answered"

    @property
    def may_reopen(self) -> bool:
        """Once: whoever was answered twice has been."""
        return self.is_settled and sum(letter.kind == "answered" for letter in self.letters) == 1

    @property
    def case_number(self) -> str:
        return self._last("case_number")

    @property
    def department(self) -> str:
        return self._last("department")

    @property
    def post(self) -> str:
        return self._last("post")

    @property
    def phone(self) -> str:
        return self._last("phone")

    @property
    def reply_by(self) -> datetime | None:
        letter = self._dated
        return letter.reply_by if letter and not self.is_settled else None

    @property
    def explanation(self) -> tuple[str, ...]:
        letter = self._dated
        return letter.explanation if letter else ()

    @cached_property
    def _dated(self) -> Letter | None:
        return next((letter for letter in reversed(self.letters) if letter.reply_by), None)

    def _last(self, name: str) -> str:
        return next((getattr(letter, name) for letter in reversed(self.letters) if getattr(letter, name)), "")
