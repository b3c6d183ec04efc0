"""What is done to a survey: laid before another official, returned, released, withdrawn."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.actions.audit import record
from desk.actions.errors import ActionError
from desk.actions.posts import post_of
from desk.models import Official
from surveys.models import (
    QuestionKind,
    Scope,
    Survey,
    SurveyChoice,
    SurveyQuestion,
    SurveyResult,
    SurveyState,
    SurveyText,
)
from surveys.models.question import SCALE

from .closing import discard
from .counting import open_poll
from .models import DraftQuestion, DraftState, SurveyDraft
from .wording import faults, languages_of


@transaction.atomic
def submit(*, draft: SurveyDraft, by: Official, now: datetime.datetime) -> SurveyDraft:
    """Lay it before another official, whole."""
    draft = _lock(draft)
    if not draft.is_open:
        raise ActionError(_("This was handed in before. Reload the page."))
    _require_whole(draft, now)
    draft.state, draft.submitted_by, draft.submitted_at = DraftState.SUBMITTED, by, now
    draft.decided_by = draft.decided_at = None
    draft.returned_because = ""
    draft.save()
    _note(draft, "survey.submit", by)
    return draft


@transaction.atomic
def return_draft(*, draft: SurveyDraft, reason: str, by: Official, now: datetime.datetime) -> SurveyDraft:
    """Back to whoever wrote it, with what has to be changed."""
    draft = _lock_submitted(draft, by)
    if not reason.strip():
        raise ActionError({"reason": _("Say what has to be changed.")})
    draft.state, draft.decided_by, draft.decided_at = DraftState.RETURNED, by, now
    draft.returned_because = reason.strip()[:500]
    draft.save()
    _note(draft, "survey.return", by)
    return draft


@transaction.atomic
def release(*, draft: SurveyDraft, by: Official, now: datetime.datetime, in_place_of: Official | None = None) -> Survey:
    """Ask citizens what another official wrote. With it the results are released: they come by themselves."""
    draft = _lock_submitted(draft, by)
    _require_whole(draft, now)
    assert draft.submitted_by is not None  # noqa: S101  (submitted)
    survey = Survey.objects.create(
        scope=draft.scope,
        site=draft.site,
        department=draft.department,
        opens_on=max(draft.opens_on, timezone.localdate(now)),
        closes_on=draft.closes_on,
        submitted_post=draft.submitted_by.public_post,
        approved_post=post_of(by, in_place_of=in_place_of),
        released_at=now,
    )
    SurveyText.objects.bulk_create(
        SurveyText(survey=survey, language=language, **draft.words[language]) for language in languages_of(draft)
    )
    for position, question in enumerate(draft.questions.all(), start=1):
        _release_question(survey, position, question, languages_of(draft))
    open_poll(survey)
    draft.state, draft.decided_by, draft.decided_at, draft.survey = DraftState.RELEASED, by, now, survey
    draft.save()
    _note(draft, "survey.release", by)
    return survey


@transaction.atomic
def withdraw(*, survey: Survey, ground: str, by: Official, now: datetime.datetime) -> Survey:
    """Take words, questions and results away, and whatever was answered; the ground stays in their place."""
    if not ground.strip():
        raise ActionError({"ground": _("Say why; the reason stays public in place of the content.")})
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if not survey.is_shown:
        raise ActionError(_("Nothing of this can be read any more; it was taken down before."))
    discard(survey, now=now)
    SurveyResult.objects.filter(question__survey=survey).delete()
    SurveyChoice.objects.filter(question__survey=survey).delete()
    SurveyQuestion.objects.filter(survey=survey).delete()
    SurveyText.objects.filter(survey=survey).delete()
    survey.state, survey.ended_at, survey.ground = SurveyState.WITHDRAWN, now, ground.strip()[:500]
    survey.save(update_fields=["state", "ended_at", "ground"])
    record(by=by, action="survey.withdraw", subject=f"survey:{survey.pk}", details={"ground": survey.ground})
    return survey


def _release_question(survey: Survey, position: int, question: DraftQuestion, languages: list[str]) -> None:
    said = {language: question.words[language] for language in languages}
    released = SurveyQuestion.objects.create(
        survey=survey,
        position=position,
        kind=question.kind,
        words={language: each["question"] for language, each in said.items()},
    )
    choices = {language: each.get("choices", []) for language, each in said.items()}
    if question.kind == QuestionKind.SCALE:
        # The words of a scale are those of its ends.
        choices = {language: [each[0], "", "", "", each[1]] for language, each in choices.items() if each}
        number = len(SCALE)
    else:
        number = max((len(each) for each in choices.values()), default=0)
    SurveyChoice.objects.bulk_create(
        SurveyChoice(
            question=released,
            position=place + 1,
            words={language: each[place] for language, each in choices.items()},
        )
        for place in range(number)
    )


def _require_whole(draft: SurveyDraft, now: datetime.datetime) -> None:
    wrong = faults(draft)
    if draft.closes_on < timezone.localdate(now):
        wrong.append(_("The last day is over. Choose another."))
    if (draft.scope == Scope.SITE) is not (draft.site is not None):
        wrong.append(_("Name the site of a survey about a site, and no site otherwise."))
    elif draft.site is not None and draft.site.withdrawn_at is not None:
        wrong.append(_("Release the site itself first: %(codes)s.") % {"codes": draft.site.code})
    if wrong:
        raise ActionError(wrong)


def _lock(draft: SurveyDraft) -> SurveyDraft:
    return SurveyDraft.objects.select_for_update(of=("self",)).for_pages().get(pk=draft.pk)


def _lock_submitted(draft: SurveyDraft, by: Official) -> SurveyDraft:
    draft = _lock(draft)
    if draft.state != DraftState.SUBMITTED:
        raise ActionError(_("Somebody else decided about this already. Reload the page."))
    if draft.submitted_by_id == by.pk:
        raise ActionError(_("Another official has to decide about what you submitted."), code="four-eyes")
    return draft


def _note(draft: SurveyDraft, action: str, by: Official) -> None:
    record(by=by, action=action, subject=f"survey-draft:{draft.pk}", details={"name": str(draft)})
