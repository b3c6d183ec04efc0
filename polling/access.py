"""Who writes, releases and withdraws surveys: by the role, in the department that the survey is of."""

from collections.abc import Iterator

from desk import roles
from desk.models import Official
from desk.role_table import Duty
from desk.standing import standings

from .models import DraftState, SurveyDraft
from .models.draft import SurveyDraftQuerySet

VIEW = "polling.view_surveydraft"
WRITE = "polling.change_surveydraft"
RELEASE = "polling.release_survey"


def visible_drafts(user: Official) -> SurveyDraftQuerySet:
    """Of the own department, and of those whom one stands in for."""
    drafts = SurveyDraft.objects.for_pages()
    if not user.has_perm(VIEW):
        return drafts.none()
    if user.is_superuser or roles.has_duty(user, Duty.EVERYWHERE):
        return drafts
    return drafts.filter(department__in=[each.official.department_id for each in standings(user)])


def may_write(user: Official, draft: SurveyDraft) -> bool:
    return draft.is_open and any(_holding(user, draft, WRITE))


def may_decide(user: Official, draft: SurveyDraft) -> bool:
    """Release or return it: neither who handed it in, nor in that person's place."""
    if draft.state != DraftState.SUBMITTED or draft.submitted_by_id == user.pk:
        return False
    return authority(user, draft) is not None


def authority(user: Official, draft: SurveyDraft) -> Official | None:
    """By whose right the user decides; None where by nobody's."""
    return next((each for each in _holding(user, draft, RELEASE) if each.pk != draft.submitted_by_id), None)


def may_withdraw(user: Official, draft: SurveyDraft) -> bool:
    return draft.survey is not None and draft.survey.is_shown and any(_holding(user, draft, RELEASE))


def may_read_words(user: Official, draft: SurveyDraft) -> bool:
    """What people wrote: the department's own, and no auditor's or administrator's."""
    return draft.survey is not None and any((*_holding(user, draft, WRITE), *_holding(user, draft, RELEASE)))


def _holding(user: Official, draft: SurveyDraft, permission: str) -> Iterator[Official]:
    if user.is_superuser:
        return
    for standing in standings(user):
        if standing.holds(permission) and standing.official.department_id == draft.department_id:
            yield standing.official
