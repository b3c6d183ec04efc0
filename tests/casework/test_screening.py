"""What the screening decides inside: logged, shown, reversed by a person; its lists are data that officials keep."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from casework import actions
from casework.actions import publishing
from casework.actions.screening import standing_decision
from casework.bursts import distance, signature_of
from casework.models import Case, ScreeningDecision
from casework.notices import case_path
from complaints.models import ScreeningTerm, ScreeningThreshold, TermOutcome
from complaints.screening import Outcome, Rules, rules, screen
from complaints.screening.defaults import default_terms
from desk.actions import ActionError
from desk.models import AuditEntry, Official, Role
from tests.casework.making import make_case
from tests.internal.personas import make_persona, signed_in

ABUSE = "소장 이 개1새1끼야 공사 좀 그만해라"


@pytest.fixture(autouse=True)
def nothing_read_yet() -> Iterator[None]:
    """As in a process that has not read the lists; nor do the tests after this one find what it released."""
    rules._held.rules = None
    yield
    rules._held.rules = None


def current() -> Rules:
    rules._held.read_at = float("-inf")
    return Rules.current()


def outcome(text: str) -> Outcome:
    return screen(text, language="ko", rules=current()).outcome


def test_a_case_that_passes_has_its_decision_as_well(officer: Official) -> None:
    decision = make_case(officer=officer).decisions.get()
    assert (decision.outcome, decision.codes, decision.by) == (TermOutcome.PASS, [], None)


def test_what_is_held_is_shown_let_through_by_who_is_in_charge_and_held_again(officer: Official) -> None:
    case = make_case(officer=officer, text=ABUSE, public=True)
    client = signed_in(officer)
    held = reverse("admin:casework_case_changelist") + "?queue=held"
    assert case.decisions.get().outcome == TermOutcome.REFUSE
    assert case.number in client.get(held).content.decode()
    with pytest.raises(ActionError, match="보류"):
        propose(case, officer)
    client.post(do(case, "let-through"), {"reason": "욕설은 인용이다"})
    assert standing_decision(case).outcome == TermOutcome.PASS  # type: ignore[union-attr]
    assert case.number not in client.get(held).content.decode()
    assert "욕설은 인용이다" in client.get(case_path(case)).content.decode()
    propose(case, officer)
    client.post(do(case, "hold"), {"reason": "다시 보니 아니다"})
    assert [each.outcome for each in case.decisions.order_by("pk")] == ["refuse", "pass", "hold"]
    assert AuditEntry.objects.filter(action="case.screen", by=officer).count() == 2


def test_what_was_sent_anyway_is_held_whatever_the_lists_say_now(officer: Official) -> None:
    decision = make_case(officer=officer, sent_anyway=True).decisions.get()
    assert (decision.outcome, decision.codes) == (TermOutcome.HOLD, ["sent-anyway"])


def test_who_is_not_in_charge_reverses_nothing(officer: Official) -> None:
    case = make_case(officer=officer, text=ABUSE)
    colleague = signed_in(make_persona(Role.EDITOR, officer.department))
    assert colleague.post(do(case, "let-through"), {"reason": "괜찮다"}).status_code == 403
    assert case.decisions.count() == 1


def test_a_burst_of_near_duplicates_is_held_and_other_texts_are_not(officer: Official) -> None:
    text = "마을 앞 도로 공사를 당장 중단하고 주민 설명회를 열어 주십시오. 소음과 먼지로 모두가 힘듭니다{} 부탁합니다."
    cases = [make_case(officer=officer, title="공사 중단 요청", text=text.format(sign)) for sign in ".!~,;"]
    assert [each.decisions.get().codes for each in cases] == [[], [], [], [], ["burst"]]
    assert cases[-1].decisions.get().outcome == TermOutcome.HOLD
    assert make_case(officer=officer, text="지하철 출구 승강기는 언제 고치나요").decisions.get().codes == []


def test_signatures_of_like_texts_are_near_and_of_others_far() -> None:
    text = "학교 앞 보도 포장이 언제 끝나는지 알고 싶습니다. 아이들이 차도로 걸어 다녀서 위험합니다."
    assert distance(signature_of(text), signature_of(text.replace(".", " !"))) == 0
    assert distance(signature_of(text), signature_of(text.replace("위험", "아주 위험"))) <= 12
    assert distance(signature_of(text), signature_of("하수도 냄새가 심해서 창문을 열 수 없습니다.")) > 16


def test_the_vendored_lists_are_loaded_once_and_what_officials_changed_stays(db: None) -> None:
    call_command("load_screening", verbosity=0)
    assert ScreeningTerm.objects.count() == len({(t.kind, t.words, t.language) for t in default_terms()})
    ScreeningTerm.objects.filter(words="-개새끼-").update(is_active=False)
    ScreeningThreshold.objects.filter(code="link-hold").update(value=9)
    assert actions.load_screening(by=None) == 0
    assert current().thresholds["link-hold"] == 9
    assert "-개새끼-" not in {term.words for term in current().terms}


def test_lists_are_edited_at_the_desk_and_the_first_edit_releases_the_vendored_ones(department: object) -> None:
    administrator = make_persona(Role.ADMINISTRATOR, None)
    client = signed_in(administrator)
    assert outcome("고약한말이 들립니다") is Outcome.PASS
    new = {"kind": "abuse", "words": " 고약한말- ", "outcome": "refuse", "language": "", "is_active": "on"}
    assert client.post(reverse("admin:complaints_screeningterm_add"), new).status_code == 302
    assert outcome("고약한말이 들립니다") is Outcome.REFUSE
    assert outcome(ABUSE) is Outcome.REFUSE
    term = ScreeningTerm.objects.get(words="고약한말-")
    change = reverse("admin:complaints_screeningterm_change", args=[term.pk])
    client.post(change, {key: value for key, value in new.items() if key != "is_active"})
    assert outcome("고약한말이 들립니다") is Outcome.PASS
    assert AuditEntry.objects.filter(action="screening.save", by=administrator).count() == 2


def test_a_blocked_host_is_kept_as_the_beginning_of_its_digest(department: object) -> None:
    client = signed_in(make_persona(Role.ADMINISTRATOR, None))
    host = {"kind": "blocked", "words": "Phishing.Example.com", "outcome": "refuse", "is_active": "on"}
    client.post(reverse("admin:complaints_screeningterm_add"), host)
    assert "example" not in ScreeningTerm.objects.get(kind="blocked").words
    assert outcome("http://a.phishing.example.com/x") is Outcome.REFUSE


def test_what_would_be_found_everywhere_is_not_saved(department: object) -> None:
    client = signed_in(make_persona(Role.ADMINISTRATOR, None))
    for wrong in ({"words": "-가-", "outcome": "hold"}, {"words": "가나", "outcome": "pass"}):
        answer = client.post(reverse("admin:complaints_screeningterm_add"), {"kind": "abuse", **wrong})
        assert answer.status_code == 200
    assert not ScreeningTerm.objects.exists()


def test_who_keeps_the_lists_reads_no_words_of_citizens(officer: Official) -> None:
    case = make_case(officer=officer, text=ABUSE)
    client = signed_in(make_persona(Role.ADMINISTRATOR, None))
    decision = ScreeningDecision.objects.get(case=case)
    for name, arguments in (("changelist", []), ("change", [decision.pk])):
        page = client.get(reverse(f"admin:casework_screeningdecision_{name}", args=arguments)).content.decode()
        assert "profanity" in page
        assert case.number not in page
        assert "개1새1끼" not in page


def do(case: Case, deed: str) -> str:
    return reverse("admin:casework-case-do", args=[case.number, deed])


def propose(case: Case, by: Official) -> None:
    publishing.propose(case=case, title="공사 질문", text="언제 끝납니까", answer="", by=by, now=timezone.now())
