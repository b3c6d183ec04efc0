"""A survey's questions as a form. Each may be skipped; an answer that says nothing is none."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from complaints.asking.forms import Question
from complaints.petitions import Given

from .models import QuestionKind, SurveyQuestion
from .models.question import LONGEST_WORDS

MOST_QUESTIONS = 10
MOST_CHOICES = 12


def name_of(question: SurveyQuestion) -> str:
    """Of its field."""
    return f"q{question.position}"


class AnswerForm(Question):
    """Reads `questions` with their choices."""

    def __init__(
        self, data: QueryDict | None = None, *, questions: Sequence[SurveyQuestion], initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.questions = questions
        for question in questions:
            self.fields[name_of(question)] = _field(question)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.values()) and self.questions:
            self.add_error(name_of(self.questions[0]), _("Answer at least one question"))
        return given

    @property
    def given(self) -> tuple[Given, ...]:
        """What was answered, without what was skipped."""
        found = []
        for question in self.questions:
            value = self.cleaned_data[name_of(question)]
            if value and question.kind == QuestionKind.WORDS:
                found.append(Given(question=question.position, words=value))
            elif value:
                chosen = value if isinstance(value, list) else [value]
                found.append(Given(question=question.position, choices=tuple(sorted(int(each) for each in chosen))))
        return tuple(found)


def first_values(given: Sequence[Given]) -> dict[str, Any]:
    """A form that begins from what was answered before; lists suit single choices, too."""
    return {f"q{each.question}": each.words or ([str(position) for position in each.choices]) for each in given}


def _field(question: SurveyQuestion) -> forms.Field:
    if question.kind == QuestionKind.WORDS:
        return forms.CharField(
            label=str(question),
            max_length=LONGEST_WORDS,
            required=False,
            help_text=_("Up to %(number)d characters. Name nobody, and write no telephone number.")
            % {"number": LONGEST_WORDS},
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={
                "max_length": _("Write %(limit_value)d characters or fewer; there are %(show_value)d"),
            },
        )
    choices = [(str(choice.position), str(choice)) for choice in question.choices.all()]
    common: Mapping[str, Any] = {
        "label": str(question),
        "choices": choices,
        "required": False,
        "error_messages": {"invalid_choice": _("Choose one of what is offered"), "invalid_list": _("Choose anew")},
    }
    if question.kind == QuestionKind.SEVERAL:
        return forms.MultipleChoiceField(
            widget=forms.CheckboxSelectMultiple, help_text=_("Choose all that apply."), **common
        )
    return forms.ChoiceField(widget=forms.RadioSelect, **common)
