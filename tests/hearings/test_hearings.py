"""Briefings, hearings and postings: on the site's page, in the list of the city, in calendars."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from desk.models import ManagedSite
from disclosures.exchanges import Exchange, check_exchanges, parse_exchanges
from hearings.reading import hearings
from sites.models import ConstructionSite
from tests.disclosures.stories import correct
from tests.factories import make_file, make_official, make_release
from tests.pages import assert_valid_html

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
ASKED = """문: 밤에도 공사합니까?
답: 8시부터 18시까지 합니다.
예외는 사흘 전에 알립니다.

질문: 누가 봅니까?
답변: 감리단입니다."""


@pytest.fixture
def site() -> ConstructionSite:
    return make_release("site", name="설명회가 있는 공사").site


def make_hearing(site: ConstructionSite, *, in_days: int = 0, **values: object) -> None:
    day = timezone.localdate() + in_days * DAY
    make_release("hearing", site=ManagedSite.objects.get(code=site.code), **{"held_on": day, **values})


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    html = str(response.content.decode())
    assert_valid_html(html)
    return html


def test_pairs_of_questions_and_answers_are_read_as_they_are_written() -> None:
    assert parse_exchanges(ASKED) == [
        Exchange("밤에도 공사합니까?", "8시부터 18시까지 합니다.\n예외는 사흘 전에 알립니다."),
        Exchange("누가 봅니까?", "감리단입니다."),
    ]
    assert parse_exchanges("Q: When?\nA: In May.") == [Exchange("When?", "In May.")]
    assert parse_exchanges("") == []


@pytest.mark.parametrize("text", ["그냥 글", "문: 답이 없는 질문", "답: 질문이 없는 답", "문:\n답: 빈 질문"])
def test_a_question_without_its_answer_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        check_exchanges(text)


def test_one_to_come_stands_at_the_head_of_the_site_and_one_that_was_does_not(
    client: Client, site: ConstructionSite
) -> None:
    make_hearing(site, in_days=9, title="중간 설명회", place="주민센터 3층")
    make_hearing(site, in_days=-9, title="착공 설명회", place="구청 대강당")
    head = html_of(client, f"/sites/{site.code}/").partition('<nav class="contents"')[0]
    assert "중간 설명회" in head
    assert "주민센터 3층" in head
    assert "착공 설명회" not in head


def test_minutes_and_answers_come_as_a_new_version_and_the_announcement_stays(
    client: Client, site: ConstructionSite
) -> None:
    by = make_official()
    announcement = make_file(by=by, media_type="application/pdf").sha256
    minutes = make_file(by=by, media_type="application/pdf").sha256
    release = make_release(
        "hearing", site=ManagedSite.objects.get(code=site.code), announcement=announcement, held_on=timezone.localdate()
    )
    corrected = correct(release, reason="회의록을 더함", exchanges=ASKED, minutes=minutes, attendance=31)
    html = html_of(client, f"/sites/{site.code}/")
    assert "<dt>밤에도 공사합니까?</dt>" in html
    assert "8시부터 18시까지 합니다.<br>예외는" in html
    assert f"/files/{announcement}" in html
    assert f"/files/{minutes}" in html
    history = html_of(client, f"/history/{corrected.item}/")
    assert "회의록을 더함" in history


def test_text_of_residents_is_escaped(client: Client, site: ConstructionSite) -> None:
    make_hearing(site, exchanges="문: <b>굵게?\n답: 1 < 2")
    assert "<dt>&lt;b&gt;굵게?</dt><dd>1 &lt; 2</dd>" in html_of(client, f"/sites/{site.code}/")


def test_the_citys_list_has_those_to_come_first_and_forgets_a_withdrawn_site(
    client: Client, site: ConstructionSite
) -> None:
    make_hearing(site, in_days=30, title="나중 설명회")
    make_hearing(site, in_days=2, title="가까운 공청회", hearing_type="hearing")
    make_hearing(site, in_days=-3, title="끝난 설명회", exchanges=ASKED)
    make_hearing(site, in_days=-5, held_until_on=timezone.localdate(), title="걸려 있는 현수막", hearing_type="posting")
    html = html_of(client, "/hearings/?district=11200")
    coming, _heading, past = html.partition('id="past"')
    assert coming.index("걸려 있는 현수막") < coming.index("가까운 공청회") < coming.index("나중 설명회")
    assert "끝난 설명회" in past
    assert "끝난 설명회" not in html_of(client, "/hearings/?district=11680")
    assert client.get("/hearings/?district=99999").status_code == 404
    site.withdrawn_at = timezone.now()
    site.save(update_fields=["withdrawn_at"])
    assert not hearings().for_site(site).exists()


def test_a_calendar_has_each_at_its_hours_or_as_whole_days_and_keeps_its_number(
    client: Client, site: ConstructionSite
) -> None:
    make_hearing(site, in_days=4, title="시간이 있는 설명회", hours="14:00–16:00", place="주민센터")
    make_hearing(site, in_days=5, title="며칠 걸리는 공람", hours="평일 09:00–18:00", held_until_on=None)
    for address in (reverse("hearings:hearing-feed"), f"/sites/{site.code}/calendar.ics"):
        calendar = Calendar.from_ical(client.get(address).content)
        events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
        timed = events[f"시간이 있는 설명회 – {site.name}"]
        start = timed.decoded("dtstart")
        assert (start.hour, timed.decoded("dtend").hour) == (14, 16)
        assert start.utcoffset() == datetime.timedelta(hours=9)
        assert timed["location"] == "주민센터"
        whole = events[f"며칠 걸리는 공람 – {site.name}"]
        assert whole.decoded("dtend") - whole.decoded("dtstart") == DAY
        assert "평일 09:00–18:00" in whole["description"]
        assert f"/sites/{site.code}/#i" in whole["url"]
