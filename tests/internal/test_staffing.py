"""People at sites, deputies and hand-over, on the pages where they are arranged."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from desk import actions
from desk.models import Deputy, Official, OutsideFirm, Role, SiteAssignment, SiteDuty
from disclosures.models import Release
from tests.factories import make_draft, make_submitted
from tests.internal.personas import ASSIGNED, DEPUTY, OTHER_EDITOR, OUTSIDER, World

PASSWORD = "푸른-다리-위의-고양이-7"


def text(response: Any) -> str:
    return str(response.content.decode())


def people_of(world: World) -> str:
    return reverse("admin:desk-people", args=[world.site.pk])


def assigning(person: Official, duty: SiteDuty, **values: Any) -> dict[str, Any]:
    return {"official": person.pk, "duty": duty, "starts_on": timezone.localdate(), "ends_on": "", **values}


def test_a_head_assigns_somebody_and_ends_it(world: World) -> None:
    supervisor, head = world.officials[Role.SUPERVISOR], world.client(Role.APPROVER)
    supervisor.full_name = "김감독"
    supervisor.save()
    assert head.post(people_of(world), assigning(supervisor, SiteDuty.SUPERVISING)).status_code == 302
    given = SiteAssignment.objects.get(official=supervisor)
    assert "김감독" in text(head.get(people_of(world)))
    assert head.post(reverse("admin:desk-end-assignment", args=[given.pk])).status_code == 302
    given.refresh_from_db()
    assert given.ended_at is not None
    assert "김감독" in text(head.get(people_of(world)))  # among those before


def test_what_stands_against_an_assignment_is_told_in_the_form(world: World) -> None:
    page = world.client(Role.APPROVER).post(
        people_of(world), assigning(world.officials[Role.EDITOR], SiteDuty.APPROVING)
    )
    assert page.status_code == 200
    assert "errorlist" in text(page)
    assert not SiteAssignment.objects.filter(official=world.officials[Role.EDITOR]).exists()


@pytest.mark.parametrize("persona", [Role.EDITOR, ASSIGNED, Role.AUDITOR])
def test_who_sees_the_people_of_a_site_need_not_be_the_one_to_assign(world: World, persona: str) -> None:
    page = world.client(persona).get(people_of(world))
    assert page.status_code == 200
    assert "<select" not in text(page)
    forged = assigning(world.officials[Role.SUPERVISOR], SiteDuty.SUPERVISING)
    assert world.client(persona).post(people_of(world), forged).status_code == 403


def test_a_head_assigns_nobody_of_another_department(world: World) -> None:
    page = world.client(Role.APPROVER).post(
        people_of(world), assigning(world.officials[OTHER_EDITOR], SiteDuty.OFFICER)
    )
    assert page.status_code == 200
    assert not SiteAssignment.objects.filter(official=world.officials[OTHER_EDITOR]).exists()
    administrator = world.client(Role.ADMINISTRATOR)
    assert (
        administrator.post(people_of(world), assigning(world.officials[OTHER_EDITOR], SiteDuty.OFFICER)).status_code
        == 302
    )


def absence(stand_in: Official, **values: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {"deputy": stand_in.pk, "starts_on": today, "ends_on": today, "reason": "연가", **values}


def test_an_official_arranges_a_deputy_and_is_back_early(world: World) -> None:
    editor, deputy = world.officials[Role.EDITOR], world.officials[Role.SUPERVISOR]
    own = reverse("admin:desk-absence")
    assert world.client(Role.EDITOR).post(own, absence(deputy)).status_code == 302
    arranged = Deputy.objects.get(absent=editor)
    contract = reverse("admin:desk_contractdraft_add")
    assert world.client(Role.SUPERVISOR).get(contract).status_code == 200
    world.client(Role.EDITOR).post(reverse("admin:desk-end-deputy", args=[arranged.pk]))
    assert world.client(Role.SUPERVISOR).get(contract).status_code == 403


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"ends_on": "2020-01-01"}, {"deputy": ""}])
def test_an_absence_that_lacks_something_is_asked_for_again(world: World, wrong: dict[str, str]) -> None:
    data = absence(world.officials[Role.SUPERVISOR], **wrong)
    page = world.client(Role.EDITOR).post(reverse("admin:desk-absence"), data)
    assert page.status_code == 200
    assert "errorlist" in text(page)
    assert not Deputy.objects.filter(absent=world.officials[Role.EDITOR]).exists()


def test_a_deputy_approves_on_the_page_and_citizens_read_in_whose_place(world: World) -> None:
    absent = world.officials[Role.APPROVER]
    absent.post = "공사팀장"
    absent.save()
    draft = make_submitted("site", site=world.site, by=world.officials[Role.EDITOR])
    client = world.client(DEPUTY)
    assert client.post(reverse("admin:desk-review", args=["site", draft.pk]), {"approve": "1"}).status_code == 302
    draft.refresh_from_db()
    assert draft.state == "released"
    assert draft.decided_by == world.officials[DEPUTY]
    post = Release.objects.get(item=draft.item).approved_post
    assert post.startswith(f"{world.officials[DEPUTY].public_post} (")
    assert "공사팀장" in post
    assert post in text(client.get(reverse("disclosures:item-history", args=[draft.item])))


def test_a_deputyship_that_ends_in_mid_session_is_over_at_once(world: World) -> None:
    client = world.client(DEPUTY)
    assert client.get(reverse("admin:desk-queue")).status_code == 200
    actions.end_deputy(deputy=world.deputy, by=world.officials[Role.APPROVER], now=timezone.now())
    assert client.get(reverse("admin:desk-queue")).status_code == 403


def test_a_head_hands_an_officers_work_over_and_sees_before_what_moves(world: World) -> None:
    editor, successor = world.officials[Role.EDITOR], world.officials[Role.REPORTER]
    successor.groups.set(Group.objects.filter(name=Role.EDITOR))
    draft = make_draft("contract", site=world.site, by=editor)
    url = reverse("admin:desk-hand-over", args=[editor.pk])
    client = world.client(Role.APPROVER)
    assert "1" in text(client.get(url))
    assert client.post(url, {"successor": successor.pk}).status_code == 302
    draft.refresh_from_db()
    assert draft.entered_by == successor


def test_a_firms_person_is_made_with_a_firm_and_no_more_than_a_firms_roles(world: World) -> None:
    firm = OutsideFirm.objects.create(name="새벽건설")
    client, url = world.client(Role.ADMINISTRATOR), reverse("admin:desk_official_add")

    def data(role: Role, **values: Any) -> dict[str, Any]:
        groups = [Group.objects.get(name=role).pk]
        account = {"username": "park.field", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
        return {**account, "groups": groups, "firm": firm.pk, "post": "현장대리인", **values}

    for refused in (data(Role.APPROVER), data(Role.REPORTER, department=world.department.pk)):
        assert "errorlist" in text(client.post(url, refused))
        assert not Official.objects.filter(username="park.field").exists()
    assert client.post(url, data(Role.REPORTER)).status_code == 302
    made = Official.objects.get(username="park.field")
    assert (made.firm, made.department, made.is_outside) == (firm, None, True)
    change = reverse("admin:desk_official_change", args=[made.pk])
    listed = {**data(Role.REPORTER), "is_active": "on", "in_directory": "on"}
    assert "errorlist" in text(client.post(change, listed))


def test_a_firms_person_finds_no_desk_among_the_officials(world: World) -> None:
    outsider = world.officials[OUTSIDER]
    outsider.set_password(PASSWORD)
    outsider.save()
    client = world.client("anonymous")
    answer = client.post(reverse("admin:login"), {"login": outsider.username, "password": PASSWORD}, follow=True)
    assert not answer.wsgi_request.user.is_authenticated
    assert "이 계정" in text(answer) or "no desk here" in text(answer)


def test_an_absence_of_a_week_ends_by_itself(world: World) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    actions.end_deputy(deputy=world.deputy, by=world.officials[Role.APPROVER], now=timezone.now())
    actions.arrange_deputy(
        absent=world.officials[Role.APPROVER],
        deputy=world.officials[DEPUTY],
        starts_on=yesterday - datetime.timedelta(days=6),
        ends_on=yesterday,
        reason="연가",
        by=world.officials[Role.APPROVER],
        now=timezone.now(),
    )
    assert world.client(DEPUTY).get(reverse("admin:desk-queue")).status_code == 403
