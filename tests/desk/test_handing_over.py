"""Hand-over: everything open of who leaves a post moves, and nothing of the past."""

import pytest
from django.utils import timezone

from desk import actions, roles
from desk.actions import ActionError
from desk.models import AuditEntry, Role, SiteAssignment, SiteDuty
from tests.desk.people import DAY, assign, fresh, make_person, stand_in, submitted_at
from tests.factories import make_department, make_draft, make_official, make_release, make_site, make_submitted

pytestmark = pytest.mark.django_db


def test_everything_open_moves_to_the_successor() -> None:
    site = make_site()
    leaver, successor = make_person(Role.EDITOR, own_sites_only=True), make_person(Role.EDITOR, own_sites_only=True)
    approver = make_person(Role.APPROVER)
    until = timezone.localdate() + 30 * DAY
    assign(leaver, site, SiteDuty.OFFICER, ends_on=until)
    drafted = make_draft("progress", site=site, by=leaver)
    handed_in = make_submitted("photo", site=site, by=leaver)
    released = make_release("overview", site=site)
    stand_in(leaver, approver)
    moved = actions.hand_over(leaver=leaver, successor=successor, by=make_official(), now=timezone.now())
    assert moved == (1, 2, 1)
    for draft in (drafted, handed_in):
        draft.refresh_from_db()
        assert draft.entered_by == successor
        assert draft.has_hand_of(leaver)
    handed_in.refresh_from_db()
    assert handed_in.submitted_by == leaver
    assert roles.may_edit(fresh(successor), drafted)
    assert not roles.may_see(fresh(leaver), site)
    [given] = SiteAssignment.objects.active(timezone.localdate()).for_site(site)
    assert (given.official, given.ends_on) == (successor, until)
    assert roles.has_duty(fresh(successor), roles.Duty.APPROVE)
    assert not roles.has_duty(fresh(leaver), roles.Duty.APPROVE)
    assert AuditEntry.objects.filter(action="official.hand-over", subject=f"official:{leaver.username}").exists()
    released.refresh_from_db()
    assert released.submitted_post


def test_what_the_successor_returned_stays_with_the_leaver() -> None:
    site = make_site()
    leaver, successor = make_person(Role.EDITOR), make_person(Role.EDITOR, Role.APPROVER)
    draft = submitted_at(site, by=leaver)
    draft = actions.return_to_editor(draft=draft, by=successor, reason="다시", now=timezone.now())
    assert actions.hand_over(leaver=leaver, successor=successor, by=make_official(), now=timezone.now()).drafts == 0
    draft.refresh_from_db()
    assert draft.entered_by == leaver


@pytest.mark.parametrize("why", ["elsewhere", "no role", "closed", "same"])
def test_an_unfit_successor_is_refused_and_nothing_moves(why: str) -> None:
    site = make_site()
    leaver = make_person(Role.EDITOR)
    given = assign(leaver, site, SiteDuty.OFFICER)
    successor = {
        "elsewhere": lambda: make_person(Role.EDITOR, department=make_department()),
        "no role": make_person,
        "closed": lambda: make_person(Role.EDITOR, is_active=False),
        "same": lambda: leaver,
    }[why]()
    with pytest.raises(ActionError):
        actions.hand_over(leaver=leaver, successor=successor, by=make_official(), now=timezone.now())
    given.refresh_from_db()
    assert given.ended_at is None


def test_heads_manage_their_own_department_and_administrators_all() -> None:
    head, administrator = make_person(Role.APPROVER), make_person(Role.ADMINISTRATOR)
    colleague, stranger = make_person(Role.EDITOR), make_person(Role.EDITOR, department=make_department())
    assert roles.may_manage(head, colleague)
    assert not roles.may_manage(head, stranger)
    assert not roles.may_manage(colleague, colleague)
    assert roles.may_arrange_absence(colleague, colleague)
    assert roles.may_manage(administrator, stranger)
    stand_in(colleague, head)
    assert not roles.may_manage(fresh(colleague), make_person(Role.EDITOR))
