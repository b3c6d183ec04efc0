"""The pages of the journey in their order, and which of them a citizen needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from complaints.posts import Post, post_of
from complaints.verifying.verified import Verified

from . import state
from .forms import AudienceForm, ContactForm, PostForm, Question, SimilarForm, TextForm
from .journey import Journey
from .similar import open_questions
from .where import WhereForm

VERIFY, WHERE, FILES, CHECK = "verify", "where", "files", "check"


@dataclass(frozen=True)
class Step:
    """One page: its form, and the title by which the list of answers calls it."""

    name: str
    title: Any
    form: type[Question] | None = None
    options: Callable[[Journey], dict[str, Any]] = lambda journey: {}
    applies: Callable[[Journey], bool] = lambda journey: True

    @property
    def template(self) -> str:
        return f"complaints/asking/{self.name}.html"

    def shown(self, journey: Journey) -> Question | None:
        """The form with what was given, before it is judged."""
        return (
            None if self.form is None else self.form(initial=journey.kept.get(self.name, {}), **self.options(journey))
        )

    def judged(self, journey: Journey) -> Question | None:
        """The form with what was given, to be judged."""
        return None if self.form is None else self.form(journey.kept.get(self.name, {}), **self.options(journey))

    def is_done(self, journey: Journey) -> bool:
        if self.name == VERIFY:
            return is_proven(journey)
        form = self.judged(journey)
        return form is None or form.is_valid()


def post(journey: Journey) -> Post | None:
    return post_of(journey.value("post", "post"))


def verified(journey: Journey) -> Verified | None:
    """Who writes, where a proof was given and still holds. Of an anonymous post nobody, whatever was proven before."""
    if is_anonymous(journey):
        return None
    try:
        return Verified.opened(journey.proof) if journey.proof else None
    except state.Unreadable:
        return None


def is_proven(journey: Journey) -> bool:
    """Whether the proof is enough for what is written."""
    wanted, writer = post(journey), verified(journey)
    return wanted is not None and (wanted.needs_no_proof or (writer is not None and wanted.accepts(writer.method)))


def is_anonymous(journey: Journey) -> bool:
    """Whether nobody is asked who writes this."""
    wanted = post(journey)
    return wanted is not None and wanted.needs_no_proof


def site_code(journey: Journey) -> str:
    """Of the site that it is about; empty where it is about none."""
    return journey.value("where", "site") if journey.value("where", "where") == WhereForm.SITE else ""


def follows(journey: Journey) -> bool:
    """Whether the citizen follows a question that is open already, instead of asking another."""
    return journey.value("similar", "question") not in ("", SimilarForm.NONE)


def _writes(journey: Journey) -> bool:
    return not follows(journey)


def _may_be_told(journey: Journey) -> bool:
    return verified(journey) is not None


def _may_be_public(journey: Journey) -> bool:
    return _writes(journey) and not is_anonymous(journey)


def _contact(journey: Journey) -> dict[str, Any]:
    writer = verified(journey)
    return {"phone": writer.phone if writer else ""}


def _similar(journey: Journey) -> dict[str, Any]:
    return {"questions": [(str(each.pk), each.title) for each in open_questions(site_code(journey))]}


def _has_similar(journey: Journey) -> bool:
    return _may_be_told(journey) and bool(open_questions(site_code(journey)))


STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        Step("post", _("What you write"), PostForm),
        Step(VERIFY, _("Who writes"), applies=lambda journey: not is_anonymous(journey)),
        Step(WHERE, _("Where it is"), WhereForm),
        Step("similar", _("Open questions"), SimilarForm, options=_similar, applies=_has_similar),
        Step("text", _("Your words"), TextForm, applies=_writes),
        Step(FILES, _("Files"), applies=_writes),
        Step("contact", _("How we tell you"), ContactForm, options=_contact, applies=_may_be_told),
        Step("audience", _("Who may read it"), AudienceForm, applies=_may_be_public),
        Step(CHECK, _("Your answers")),
    )
}


def needed(journey: Journey) -> list[Step]:
    """The pages of this journey, in order."""
    return [step for step in STEPS.values() if step.applies(journey)]


def before(journey: Journey) -> Step | None:
    """The page that the back link of this one leads to; None before the first. A proof is not given twice."""
    if journey.is_checking and journey.at != CHECK:
        return STEPS[CHECK]
    names = [step.name for step in needed(journey) if step.name != VERIFY or journey.at == VERIFY]
    index = names.index(journey.at) if journey.at in names else 0
    return STEPS[names[index - 1]] if index else None


def after(journey: Journey) -> Step:
    """The page to ask next: the following one, or the list of answers for whoever has seen it; first what lacks."""
    steps = needed(journey)
    names = [step.name for step in steps]
    here = names.index(journey.at) if journey.at in names else 0
    settled = (VERIFY, *journey.known)
    ahead = [STEPS[CHECK]] if journey.is_checking else steps[here + 1 :]
    wanted = next((step for step in ahead if step.name not in settled or not step.is_done(journey)), STEPS[CHECK])
    return first_undone(journey, until=wanted) or wanted


def first_undone(journey: Journey, *, until: Step | None = None) -> Step | None:
    """The first page before `until` (the list of answers) whose answer lacks or no longer holds."""
    for step in needed(journey):
        if step.name in ((until or STEPS[CHECK]).name, CHECK):
            return None
        if not step.is_done(journey):
            return step
    return None
