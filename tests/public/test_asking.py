"""The journey from the entrance to the receipt, as the DMZ serves it; what arrives is opened inside."""

import re

import pytest
from django.test import Client

from allimi.embedded.running import Running
from complaints.asking import journey as journeys
from complaints.asking import state
from complaints.sealing import intake
from complaints.sealing.receipts import unlock
from tests.public.citizen import PHONE, Citizen, arrived, proof, proven
from tests.public.conftest import Released

WORDS = {"title": "새벽 공사 소음", "text": "새벽 다섯 시부터 시끄럽습니다. 시간을 지켜 주시기 바랍니다."}
CONTACT = {"name": "김시민", "channel": "sms", "email": ""}
PLACE = {"where": "place", "query": "", "asked": "", "site": "", "words": "화양로 사거리 37.5467, 127.0713"}


@pytest.fixture
def citizen(client: Client, live: Running) -> Citizen:
    return Citizen(client)


def at_the_answers(citizen: Citizen, **more: dict[str, str]) -> Citizen:
    kept = {"where": PLACE, "text": WORDS, "contact": CONTACT, "audience": {"audience": "private"}, **more}
    journey = proven(**kept)
    journey.at = "check"
    return citizen.at(journey)


def test_the_whole_journey_ends_with_a_receipt_and_arrives_inside(
    citizen: Citizen, live: Running, released: Released
) -> None:
    citizen.press("next", post="complaint", site=released.site)
    assert "ask/verify" in citizen.html
    citizen.at(proven())
    citizen.press("next", where="site", query="바깥에서", asked="바깥에서", site=released.site)
    assert citizen.journey.at == "text"
    citizen.press("next", **WORDS)
    assert citizen.journey.at == "files"
    citizen.press("next")
    assert citizen.journey.at == "contact"
    citizen.press("next", **CONTACT)
    assert citizen.journey.at == "audience"
    citizen.press("next", audience="public")
    assert citizen.journey.at == "check"
    for told in (*WORDS.values(), released.site, "010-****-5678", "김시민"):
        assert told in citizen.html
    sent = citizen.journey.sending
    citizen.press("send")
    assert sent["number"] in citizen.html and sent["secret"] in citizen.html
    message = arrived(live, sent["id"])
    assert message is not None
    assert (message["kind"], message["post"]) == ("petition", "complaint")
    assert (message["title"], message["text"]) == tuple(WORDS.values())
    assert message["place"]["site"] == released.site
    assert message["public"] is True
    assert message["notify"] == [{"channel": "sms", "to": PHONE}]
    assert (message["writer"]["method"], message["writer"]["name"]) == ("phone", "김시민")
    assert message["receipt"]["locator"] == unlock(sent["number"], sent["secret"]).locator
    assert "secret" not in message["receipt"]
    assert message["promised"]["explanation"]


def test_entrance_leads_to_the_proof_and_a_tip_needs_none(citizen: Citizen) -> None:
    citizen.press("next", post="complaint")
    assert "ask/verify" in citizen.html
    citizen.state = ""
    citizen.press("next", post="tip")
    assert citizen.journey.at == "where"


def test_a_site_is_prefilled_and_not_asked_for_again(citizen: Citizen, released: Released) -> None:
    citizen.press("next", post="tip", site=released.site)
    assert citizen.journey.at == "text"
    citizen.press("back")
    assert f'value="{released.site}" id="site_0" checked' in citizen.html


@pytest.mark.parametrize("language", ["", "/en"])
def test_each_page_says_what_lacks_and_keeps_what_was_typed(citizen: Citizen, language: str) -> None:
    citizen.language = language
    citizen.press("next")
    assert len(citizen.errors) == 1 and citizen.journey.at == "post"
    citizen.at(proven()).press("next")
    assert len(citizen.errors) == 1 and citizen.journey.at == "where"
    citizen.press("next", where="place", words="")
    assert len(citizen.errors) == 1
    citizen.press("next", **PLACE)
    citizen.press("next", title="", text=WORDS["text"])
    assert len(citizen.errors) == 1 and WORDS["text"] in citizen.html
    citizen.press("next", title="가" * 101, text="나" * 5001)
    assert len(citizen.errors) == 2 and "나" * 5001 in citizen.html
    citizen.press("next", **WORDS).press("next").press("next", name="", channel="email", email="kim@")
    assert len(citizen.errors) == 2 and "kim@" in citizen.html
    citizen.press("next", **{**CONTACT, "channel": "email", "email": "kim@example.com"}).press("next")
    assert len(citizen.errors) == 1 and citizen.journey.at == "audience"
    assert "<title>" in citizen.html and re.search(r"<title>\s*(오류|Error):", citizen.html)


def test_a_site_is_found_by_its_name_and_chosen_from_what_was_found(citizen: Citizen, released: Released) -> None:
    citizen.at(proven()).press("next", where="site", query="", words="")
    assert len(citizen.errors) == 1
    citizen.press("next", where="site", query="없는이름없는이름", words="")
    assert len(citizen.errors) == 1 and 'name="site"' not in citizen.html
    code = released.site
    citizen.press("next", where="site", query=code, words="")
    assert f'name="site" value="{code}"' in citizen.html and f'name="asked" value="{code}"' in citizen.html
    citizen.press("next", where="site", query="다른 이름", asked=code, site=code, words="")
    assert citizen.journey.at == "where", "another name is looked for anew"
    citizen.press("next", where="site", query="바깥에서", asked="바깥에서", site=released.gone, words="")
    assert citizen.journey.at == "where", "a withdrawn site is none"
    citizen.press("next", where="site", query="바깥에서", asked="바깥에서", site=released.site, words="")
    assert citizen.journey.at == "text"


def test_back_keeps_what_was_typed_even_where_it_is_wrong(citizen: Citizen) -> None:
    citizen.at(proven(where=PLACE)).press("next", **PLACE).press("back", title="반쯤", text="")
    assert citizen.journey.at == "where" and "화양로" in citizen.html
    citizen.press("next", **PLACE)
    assert "반쯤" in citizen.html and not citizen.errors
    citizen.press("back").press("back")
    assert citizen.journey.at == "post", "nobody proves twice who he is"


def test_language_changes_in_the_middle_and_nothing_is_lost(citizen: Citizen) -> None:
    citizen.at(proven(where=PLACE)).press("next", **PLACE)
    assert 'formaction="/en/ask/write/"' in citizen.html
    citizen.language = "/en"
    citizen.press("stay", title="Noise", text="from five")
    assert "What do you want to say?" in citizen.html and "from five" in citizen.html


def test_answers_can_be_changed_one_by_one(citizen: Citizen) -> None:
    at_the_answers(citizen)
    before = citizen.journey.sending
    citizen.press("change:text")
    assert citizen.journey.at == "text" and WORDS["text"] in citizen.html
    citizen.press("next", title="고친 제목", text=WORDS["text"])
    assert citizen.journey.at == "check" and "고친 제목" in citizen.html
    assert citizen.journey.sending["id"] != before["id"], "other words are another submission"
    citizen.press("change:contact").press("back")
    assert citizen.journey.at == "check"


def test_exactly_what_would_be_public_is_shown_and_personal_data_is_marked(citizen: Citizen) -> None:
    words = {"title": "소음", "text": "제 번호는 010-2345-6789 이고 <b>굵게</b> 아닙니다."}
    at_the_answers(citizen, text=words, audience={"audience": "public"})
    preview = citizen.html.partition('class="preview-words"')[2].partition("</section>")[0]
    assert "<mark>010-2345-6789" in preview and "&lt;b&gt;" in preview
    assert "김시민" not in preview and PHONE not in preview
    at_the_answers(citizen, text=words)
    assert "preview-words" not in citizen.html


def test_refused_words_are_told_and_may_be_sent_anyway(citizen: Citizen, live: Running) -> None:
    abuse = {"title": "공사 소음", "text": "이 씨발 새끼들아 꺼져라"}
    citizen.at(proven(where=PLACE)).press("next", **PLACE).press("next", **abuse)
    assert citizen.journey.at == "text" and 'value="anyway"' in citizen.html and abuse["text"] in citizen.html
    citizen.press("anyway", **abuse)
    assert citizen.journey.at == "files"
    citizen.press("back").press("next", title=abuse["title"], text="씨발 새끼들아 당장 꺼져")
    assert citizen.journey.at == "text", "other words are judged anew"
    citizen.press("anyway", **abuse).press("next").press("next", **CONTACT).press("next", audience="private")
    sent = citizen.journey.sending["id"]
    citizen.press("send")
    message = arrived(live, sent)
    assert message is not None and message["sent_anyway"] and message["screening"]


def test_a_form_that_is_sent_twice_gives_the_same_receipt(citizen: Citizen) -> None:
    at_the_answers(citizen)
    form, number = citizen.state, citizen.journey.sending["number"]
    citizen.press("send")
    assert number in citizen.html
    citizen.state = form
    citizen.press("send")
    assert number in citizen.html


def test_an_anonymous_tip_names_nobody_even_after_a_proof(citizen: Citizen, live: Running) -> None:
    journey = proven("tip", where=PLACE, text=WORDS)
    journey.at = "check"
    citizen.at(journey)
    assert "5678" not in citizen.html
    sent = citizen.journey.sending["id"]
    citizen.press("send")
    message = arrived(live, sent)
    assert message is not None
    assert message["writer"]["method"] == "none" and message["notify"] == [{"channel": "none", "to": ""}]
    assert message["public"] is False
    assert (message["place"]["latitude"], message["place"]["longitude"]) == (37.5467, 127.0713)
    assert message["promised"] is None


def test_a_proof_that_ran_out_is_asked_for_again_and_the_answers_wait(citizen: Citizen) -> None:
    at_the_answers(citizen)
    journey = citizen.journey
    journey.proof = "x"
    citizen.state = journey.field()
    citizen.press("send")
    assert "ask/verify" in citizen.html


def test_text_messages_go_to_a_proven_number_alone(citizen: Citizen) -> None:
    journey = proven(where=PLACE, text=WORDS)
    journey.proof, journey.at = proof(method="oidc:google", phone="", email="kim@example.com"), "contact"
    citizen.at(journey)
    assert 'value="sms"' not in citizen.html and 'value="email"' in citizen.html
    citizen.press("next", **CONTACT)
    assert len(citizen.errors) == 1


def test_an_hour_away_loses_nothing(citizen: Citizen, monkeypatch: pytest.MonkeyPatch) -> None:
    citizen.at(proven(where=PLACE)).press("next", **PLACE)
    old = state.encrypt(vars(citizen.journey), purpose=journeys.PURPOSE, minutes=-1)
    citizen.state = old
    citizen.press("next", **WORDS)
    assert citizen.status == 200 and citizen.journey.at == "text" and WORDS["text"] in citizen.html
    citizen.press("next", **WORDS)
    assert citizen.journey.at == "files"


def test_a_state_that_is_not_ours_starts_anew_and_shows_what_was_typed(citizen: Citizen) -> None:
    citizen.state = "AAAA"
    citizen.press("next", **WORDS)
    assert citizen.status == 400 and WORDS["text"] in citizen.html


def test_an_intake_that_is_down_loses_nothing(citizen: Citizen, monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_answers(citizen)
    sent = citizen.journey.sending
    with monkeypatch.context() as patched:
        patched.setattr(intake, "_resting_until", float("inf"))
        citizen.press("send")
    assert citizen.status == 503 and citizen.journey.sending == sent and WORDS["text"] in citizen.html
    citizen.press("send")
    assert citizen.status == 200 and sent["secret"] in citizen.html


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://testserver", "sec-fetch-site": "same-origin"}, 200),
    ],
)
def test_forms_of_other_sites_are_refused(citizen: Citizen, headers: dict[str, str], status: int) -> None:
    citizen.headers = headers
    citizen.press("next", post="tip")
    assert citizen.status == status


def test_an_address_alone_leads_to_the_entrance(client: Client) -> None:
    response = client.get("/ask/write/")
    assert (response.status_code, response["Location"], response["Cache-Control"]) == (302, "/ask/", "no-store")
