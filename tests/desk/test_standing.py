"""Who may do what where: departments, assignments, deputies. On real rows, by the rules the pages ask."""

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, transaction
from django.utils import timezone

from desk import actions, roles
from desk.actions import ActionError
from desk.models import AuditEntry, Official, Role, SiteAssignment, SiteDuty
from tests.desk.people import DAY, assign, fresh, make_outsider, make_person, stand_in, submitted_at
from tests.factories import make_department, make_draft, make_official, make_release, make_site

pytestmark = pytest.mark.django_db


# Assignments


def test_a_firms_person_reaches_assigned_sites_alone() -> None:
    site, other = make_site(), make_site()
    reporter = make_outsider(Role.REPORTER)
    assert not roles.may_enter(reporter, site, "progress")
    assign(reporter, site, SiteDuty.REPORTING)
    reporter = fresh(reporter)
    assert list(roles.visible_sites(reporter)) == [site]
    assert roles.may_enter(reporter, site, "progress")
    assert not roles.may_enter(reporter, other, "progress")


def test_a_contractor_enters_neither_penalties_nor_contracts() -> None:
    site = make_site()
    reporter = make_outsider(Role.REPORTER)
    assign(reporter, site, SiteDuty.REPORTING)
    for kind in ("penalty", "contract", "site", "overview", "design-change", "time-extension"):
        assert not roles.may_enter(fresh(reporter), site, kind), kind


def test_a_firm_reads_its_own_drafts_and_what_is_public_and_nothing_of_the_departments_own() -> None:
    site = make_site()
    reporter = make_outsider(Role.REPORTER)
    assign(reporter, site, SiteDuty.REPORTING)
    public = make_release("penalty", site=site)
    secret = make_draft("penalty", site=site)
    own = make_draft("progress", site=site, by=reporter)
    rival = make_draft("progress", site=site, by=make_outsider(Role.REPORTER, firm="다른건설"))
    penalties = roles.visible_drafts(fresh(reporter), type(secret)._default_manager.all())
    assert [draft.release_id for draft in penalties] == [public.pk]
    assert list(roles.visible_drafts(fresh(reporter), type(own)._default_manager.all())) == [own]
    supervisor = make_outsider(Role.SUPERVISOR, firm="다온감리")
    assign(supervisor, site, SiteDuty.SUPERVISING)
    assert set(roles.visible_drafts(fresh(supervisor), type(own)._default_manager.all())) == {own, rival}
    assert not roles.visible_drafts(fresh(supervisor), type(secret)._default_manager.filter(pk=secret.pk)).exists()


@pytest.mark.parametrize("ending", ["by date", "at once"])
def test_an_ended_assignment_lets_nobody_in(ending: str) -> None:
    site = make_site()
    reporter = make_outsider(Role.REPORTER)
    today = timezone.localdate()
    if ending == "by date":
        assign(reporter, site, SiteDuty.REPORTING, starts_on=today - 9 * DAY, ends_on=today - DAY)
    else:
        given = assign(reporter, site, SiteDuty.REPORTING)
        assert roles.may_see(fresh(reporter), site)
        actions.end_assignment(assignment=given, by=make_official(), now=timezone.now())
    assert not roles.may_see(fresh(reporter), site)
    assert not roles.may_enter(fresh(reporter), site, "progress")


def test_a_coming_assignment_does_not_count_yet() -> None:
    site = make_site()
    reporter = make_outsider(Role.REPORTER)
    assign(reporter, site, SiteDuty.REPORTING, starts_on=timezone.localdate() + DAY)
    assert not roles.may_see(fresh(reporter), site)


def test_an_official_of_assigned_sites_only_leaves_the_departments_others_alone() -> None:
    site, other = make_site(), make_site()
    editor = make_person(Role.EDITOR, own_sites_only=True)
    assign(editor, site, SiteDuty.OFFICER)
    assert roles.may_enter(fresh(editor), site, "contract")
    assert not roles.may_enter(fresh(editor), other, "contract")
    assert list(roles.own_sites(fresh(editor))) == [site]


def test_an_assignment_reaches_a_site_of_another_department_in_that_duty_alone() -> None:
    site = make_site(department=make_department())
    person = make_person(Role.EDITOR, Role.APPROVER)
    draft = submitted_at(site)
    assign(person, site, SiteDuty.OFFICER)
    assert roles.may_enter(fresh(person), site, "contract")
    assert not roles.may_decide(fresh(person), draft)


@pytest.mark.parametrize(
    ("role", "duty", "words"),
    [(Role.REPORTER, SiteDuty.SUPERVISING, "감독"), (Role.REPORTER, SiteDuty.APPROVING, ".")],
)
def test_a_duty_that_the_role_cannot_use_is_refused(role: Role, duty: SiteDuty, words: str) -> None:
    with pytest.raises(ActionError):
        assign(make_outsider(role), make_site(), duty)


def test_whoever_builds_does_not_supervise() -> None:
    site = make_site()
    assign(make_outsider(Role.REPORTER), site, SiteDuty.REPORTING)
    with pytest.raises(ActionError) as refused:
        assign(make_outsider(Role.SUPERVISOR), site, SiteDuty.SUPERVISING)
    assert refused.value.code == "same-firm" or "한빛가람" in " ".join(refused.value.messages)
    assign(make_outsider(Role.SUPERVISOR, firm="다온감리"), site, SiteDuty.SUPERVISING)


def test_a_person_is_inside_or_outside_and_an_outsider_is_in_no_directory() -> None:
    outsider = make_outsider(Role.REPORTER)
    rows = Official.objects.filter(pk=outsider.pk)
    for values in ({"department": make_department()}, {"in_directory": True}):
        with pytest.raises(DatabaseError, match="inside_or_outside"), transaction.atomic():
            rows.update(**values)


def test_an_assignment_is_history_and_cannot_be_rewritten() -> None:
    given = assign(make_outsider(Role.REPORTER), make_site(), SiteDuty.REPORTING)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        SiteAssignment.objects.filter(pk=given.pk).update(official=make_official())
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        SiteAssignment.objects.filter(pk=given.pk).delete()


# Deputies


def test_a_deputy_approves_in_the_absent_approvers_place_and_it_is_told() -> None:
    site = make_site()
    make_release("site", site=site)
    approver, deputy = make_person(Role.APPROVER, post="공사팀장"), make_person(Role.EDITOR, post="주무관")
    draft = submitted_at(site)
    assert not roles.may_decide(fresh(deputy), draft)
    stand_in(deputy, approver)
    deputy = fresh(deputy)
    assert roles.may_decide(deputy, draft)
    assert deputy.has_perm(f"desk.{roles.Duty.APPROVE.value}")
    [release] = actions.release_drafts(drafts=[draft], by=deputy, now=timezone.now())
    assert "토목부 주무관" in release.approved_post
    assert "공사팀장" in release.approved_post
    entry = AuditEntry.objects.filter(action="draft.release", subject__contains=str(draft.item)).get()
    assert (entry.by, entry.details["in_place_of"]) == (deputy, approver.username)


def test_a_deputys_own_hand_stays_four_eyes() -> None:
    site = make_site()
    approver, deputy = make_person(Role.APPROVER), make_person(Role.EDITOR)
    stand_in(deputy, approver)
    draft = submitted_at(site, by=deputy)
    assert not roles.may_decide(fresh(deputy), draft)
    with pytest.raises(ActionError):
        actions.release_drafts(drafts=[draft], by=fresh(deputy), now=timezone.now())


def test_a_deputy_does_not_approve_what_the_absent_official_entered() -> None:
    site = make_site()
    absent, deputy = make_person(Role.APPROVER, Role.EDITOR), make_person(Role.EDITOR)
    stand_in(deputy, absent)
    assert not roles.may_decide(fresh(deputy), submitted_at(site, by=absent))


def test_a_deputys_own_sites_gain_nothing_by_the_absent_officials_right() -> None:
    """The sum of two people's reach and rights would let an editor approve at his own department's sites."""
    elsewhere = make_department()
    here, there = make_site(), make_site(department=elsewhere)
    approver = make_person(Role.APPROVER, department=elsewhere)
    deputy = make_person(Role.EDITOR)
    stand_in(deputy, approver)
    assert roles.may_decide(fresh(deputy), submitted_at(there))
    assert not roles.may_decide(fresh(deputy), submitted_at(here))
    assert not roles.may_enter(fresh(deputy), there, "progress")


@pytest.mark.parametrize("why", ["over", "coming", "ended", "left", "deputy left", "lost the role"])
def test_a_deputyship_that_does_not_hold_lets_nobody_in(why: str) -> None:
    site, today = make_site(), timezone.localdate()
    approver, deputy = make_person(Role.APPROVER), make_person(Role.EDITOR)
    dates = {
        "over": {"starts_on": today - 3 * DAY, "ends_on": today - DAY},
        "coming": {"starts_on": today + DAY, "ends_on": today + 3 * DAY},
    }
    arranged = stand_in(deputy, approver, **dates.get(why, {}))
    if why == "ended":
        actions.end_deputy(deputy=arranged, by=approver, now=timezone.now())
    if why == "left":
        Official.objects.filter(pk=approver.pk).update(is_active=False)
    if why == "deputy left":
        Official.objects.filter(pk=deputy.pk).update(is_active=False)
    if why == "lost the role":
        approver.groups.clear()
    assert not roles.may_decide(fresh(deputy), submitted_at(site))
    assert not roles.has_duty(fresh(deputy), roles.Duty.APPROVE)


def test_deputies_do_not_chain() -> None:
    site = make_site()
    first, second, third = make_person(Role.APPROVER), make_person(Role.EDITOR), make_person(Role.EDITOR)
    stand_in(second, first)
    stand_in(third, second)
    assert not roles.may_decide(fresh(third), submitted_at(site))


def test_who_controls_is_neither_stood_in_for_nor_stands_in() -> None:
    approver = make_person(Role.APPROVER)
    for role in (Role.AUDITOR, Role.ADMINISTRATOR):
        with pytest.raises(ActionError):
            stand_in(make_person(role), approver)
        with pytest.raises(ActionError):
            stand_in(approver, make_person(role))


def test_a_deputy_who_becomes_an_auditor_decides_nothing_any_more() -> None:
    site = make_site()
    approver, deputy = make_person(Role.APPROVER), make_person(Role.EDITOR)
    stand_in(deputy, approver)
    deputy.groups.set(Group.objects.filter(name=Role.AUDITOR))
    assert not roles.may_decide(fresh(deputy), submitted_at(site))


def test_a_firms_person_stands_in_for_no_official() -> None:
    with pytest.raises(ActionError):
        stand_in(make_outsider(Role.SUPERVISOR), make_person(Role.SUPERVISOR))
    stand_in(make_outsider(Role.REPORTER), make_outsider(Role.REPORTER))


def test_two_deputies_at_once_are_refused() -> None:
    approver = make_person(Role.APPROVER)
    stand_in(make_person(Role.EDITOR), approver)
    with pytest.raises(ActionError) as refused:
        stand_in(make_person(Role.EDITOR), approver)
    assert refused.value.code == "overlap"


def test_an_erasure_is_confirmed_by_no_deputy_of_who_erased() -> None:
    site = make_site()
    absent, deputy, colleague = make_person(Role.APPROVER), make_person(Role.EDITOR), make_person(Role.APPROVER)
    release = make_release("photo", site=site)
    [erasure] = actions.erase(releases=[release], by=absent, ground="개인정보 노출", now=timezone.now())
    stand_in(deputy, absent)
    assert not roles.may_confirm(fresh(deputy), erasure, site)
    assert roles.may_confirm(fresh(colleague), erasure, site)
