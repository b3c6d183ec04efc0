"""Who writes, releases and withdraws bulletins: by the role, in the department that the bulletin is of."""

from collections.abc import Iterator

from desk import roles
from desk.models import Official
from desk.role_table import Duty
from desk.standing import standings

from .models import BulletinDraft, DraftState
from .models.draft import BulletinDraftQuerySet

VIEW = "newsroom.view_bulletindraft"
WRITE = "newsroom.change_bulletindraft"
RELEASE = "newsroom.release_bulletin"


def visible_drafts(user: Official) -> BulletinDraftQuerySet:
    """Of the own department, and of those whom one stands in for."""
    drafts = BulletinDraft.objects.with_words()
    if not user.has_perm(VIEW):
        return drafts.none()
    if user.is_superuser or roles.has_duty(user, Duty.EVERYWHERE):
        return drafts
    return drafts.filter(department__in=[each.official.department_id for each in standings(user)])


def may_write(user: Official, draft: BulletinDraft) -> bool:
    return draft.is_open and not user.is_superuser and any(_holding(user, draft, WRITE))


def may_decide(user: Official, draft: BulletinDraft) -> bool:
    """Release or return it: neither who handed it in, nor in that person's place."""
    if draft.state != DraftState.SUBMITTED or draft.submitted_by_id == user.pk:
        return False
    return authority(user, draft) is not None


def authority(user: Official, draft: BulletinDraft) -> Official | None:
    """By whose right the user decides; None where by nobody's."""
    return next((each for each in _holding(user, draft, RELEASE) if each.pk != draft.submitted_by_id), None)


def may_lead(user: Official, draft: BulletinDraft) -> bool:
    """Withdraw what was released, stop its mailing and let it go on."""
    return draft.bulletin is not None and any(_holding(user, draft, RELEASE))


def _holding(user: Official, draft: BulletinDraft, permission: str) -> Iterator[Official]:
    if user.is_superuser:
        return
    for standing in standings(user):
        if standing.holds(permission) and standing.official.department_id == draft.department_id:
            yield standing.official
