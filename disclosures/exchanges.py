"""What was asked and answered, as officials write it down: a line begins with its mark, Q: or A:, 문: or 답:."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_QUESTION = re.compile(r"(?:Q|문|질문|질의|Hỏi)\s*[:.]\s*", re.IGNORECASE)
_ANSWER = re.compile(r"(?:A|답|답변|Đáp|Trả lời)\s*[:.]\s*", re.IGNORECASE)


@dataclass
class Exchange:
    question: str
    answer: str = ""


def parse_exchanges(text: str) -> list[Exchange]:
    """In their order; lines without a mark go on with what stands before them. Raises ValueError where text is no
    question and no answer to one."""
    found: list[Exchange] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if mark := _QUESTION.match(line):
            found.append(Exchange(line[mark.end() :]))
        elif not found:
            raise ValueError("the text begins with no question")
        elif mark := _ANSWER.match(line):
            found[-1].answer = f"{found[-1].answer}\n{line[mark.end() :]}".strip()
        elif found[-1].answer:
            found[-1].answer += f"\n{line}"
        else:
            found[-1].question += f"\n{line}"
    if any(not (each.question and each.answer) for each in found):
        raise ValueError("a question has no words or no answer")
    return found


def check_exchanges(text: str) -> None:
    """A validator: each question with its answer."""
    try:
        parse_exchanges(text)
    except ValueError:
        raise ValidationError(
            _("Begin each question with “Q:” and each answer with “A:”, each on a line of its own; no question alone.")
        ) from None
