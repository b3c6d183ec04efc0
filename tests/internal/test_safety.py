"""The desk's pages of safety messages and of the weather."""

import datetime

from django.urls import reverse
from django.utils import timezone

from desk.models import Role
from safety.models import ProposalState, SafetyProposal
from screens.models import SafetyMessage, WeatherWarning
from tests.internal.personas import OTHER_APPROVER, OTHER_EDITOR, World
from tests.internal.stories import release_all
from tests.safety.making import make_proposal

ADD = reverse("admin:safety_safetyproposal_add")
LIST = reverse("admin:safety_safetyproposal_changelist")
WEATHER = reverse("admin:safety-weather")


def words(world: World, **changes: object) -> dict[str, object]:
    given = {"department": world.department.pk, "title_ko": "안전모를 쓰십시오", "text_ko": "턱끈을 조이십시오."}
    return {**given, **changes}


def page_of(proposal: SafetyProposal) -> str:
    return reverse("admin:safety_safetyproposal_change", args=[proposal.pk])


def test_an_editor_proposes_and_the_head_releases_from_the_first_page(world: World) -> None:
    release_all(world)
    editor, head = world.client(Role.EDITOR), world.client(Role.APPROVER)
    sent = words(world, site=world.site.pk, months=[11], weather="cold", title_vi="Đội mũ", text_vi="Cài quai mũ.")
    assert editor.post(ADD, sent).status_code == 302
    proposal = SafetyProposal.objects.get()
    assert (proposal.site, proposal.months, set(proposal.words)) == (world.site, [11], {"ko", "vi"})
    assert page_of(proposal) in head.get(reverse("admin:index")).content.decode()
    assert "Đội mũ" in head.get(page_of(proposal)).content.decode()
    assert head.post(page_of(proposal), {"release": "1"}).status_code == 302
    assert SafetyMessage.objects.get().site is not None
    assert page_of(proposal) not in head.get(reverse("admin:index")).content.decode()


def test_what_is_missing_is_asked_for_and_the_rest_kept(world: World) -> None:
    answer = world.client(Role.EDITOR).post(ADD, words(world, text_ko="", title_en="Helmets on"))
    html = answer.content.decode()
    assert "errorlist" in html
    assert "Helmets on" in html
    answer = world.client(Role.EDITOR).post(ADD, words(world, title_en="Only a title"))
    assert "errorlist" in answer.content.decode()
    assert not SafetyProposal.objects.exists()


def test_a_returned_message_is_written_anew_with_its_reason_before_ones_eyes(world: World) -> None:
    proposal = make_proposal(by=world.officials[Role.EDITOR], department=world.department)
    world.client(Role.APPROVER).post(page_of(proposal), {"return": "1", "reason": "한 문장으로 줄이십시오"})
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.RETURNED
    address = f"{ADD}?from={proposal.pk}"
    html = world.client(Role.EDITOR).get(address).content.decode()
    assert "한 문장으로 줄이십시오" in html
    assert "Hãy đội mũ bảo hộ" in html
    assert world.client(Role.EDITOR).post(address, words(world)).status_code == 302
    assert SafetyProposal.objects.filter(state=ProposalState.PROPOSED).get().hands == [world.officials[Role.EDITOR].pk]


def test_other_departments_neither_see_nor_decide(world: World) -> None:
    proposal = make_proposal(by=world.officials[Role.EDITOR], department=world.department)
    for persona in (OTHER_EDITOR, OTHER_APPROVER):
        assert world.client(persona).get(page_of(proposal)).status_code == 404
    own = world.client(Role.EDITOR).post(page_of(proposal), {"release": "1"})
    assert own.status_code == 403
    city = make_proposal(by=world.officials[Role.EDITOR], department=world.department, is_citywide=True)
    assert world.client(OTHER_APPROVER).get(page_of(city)).status_code == 200
    assert world.client(OTHER_APPROVER).post(page_of(city), {"release": "1"}).status_code == 403
    assert not SafetyMessage.objects.exists()


def test_a_released_message_is_withdrawn_by_an_approver_with_a_ground(world: World) -> None:
    proposal = make_proposal(by=world.officials[Role.EDITOR], department=world.department)
    head = world.client(Role.APPROVER)
    head.post(page_of(proposal), {"release": "1"})
    address = reverse("admin:safety-withdraw", args=[proposal.pk])
    assert world.client(Role.EDITOR).post(address, {"ground": "x"}).status_code == 403
    assert "errorlist" in head.post(address, {"ground": ""}).content.decode()
    assert head.post(address, {"ground": "문구 오류"}).status_code == 302
    assert SafetyMessage.objects.get().ground == "문구 오류"
    assert "문구 오류" in head.get(page_of(proposal)).content.decode()


def test_a_weather_is_announced_and_called_off(world: World) -> None:
    editor = world.client(Role.EDITOR)
    until = timezone.localtime(timezone.now() + datetime.timedelta(hours=6)).strftime("%Y-%m-%dT%H:%M")
    assert editor.post(WEATHER, {"weather": "heat", "ends_at": until}).status_code == 302
    warning = WeatherWarning.objects.in_force(timezone.now()).get(weather="heat")
    assert world.client(Role.AUDITOR).post(WEATHER, {"call_off": warning.pk}).status_code == 403
    assert editor.post(WEATHER, {"call_off": warning.pk}).status_code == 302
    warning.refresh_from_db()
    assert warning.ends_at <= timezone.now()
    late = timezone.localtime(timezone.now() + datetime.timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    assert "errorlist" in editor.post(WEATHER, {"weather": "heat", "ends_at": late}).content.decode()


def test_the_list_leads_to_the_weather_and_shows_ones_departments_alone(world: World) -> None:
    make_proposal(by=world.officials[Role.EDITOR], department=world.department)
    html = world.client(Role.EDITOR).get(LIST).content.decode()
    assert WEATHER in html
    assert "안전모를 쓰십시오" in html
    assert "안전모를 쓰십시오" not in world.client(OTHER_EDITOR).get(LIST).content.decode()
