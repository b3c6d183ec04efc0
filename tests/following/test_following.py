"""From a page's form to a message: nobody gets what he did not ask for, everybody what he did, once."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from casework.models import MessageState, OutboxMessage
from casework.outbox.sending import work_once
from complaints.petitions import Notice
from desk.actions import withdraw
from desk.models import ManagedSite
from disclosures.models import FirmSite, Release
from followers.models import Follower, Following, Happening, ReadUntil
from followers.noting import note_all
from followers.rounds import forget, tell
from followers.tokens import row_of
from following.tokens import Word
from messaging import Channel, Message, Outcome, State
from messaging.backends import locmem
from sites.search import finding
from tests.factories import make_official, make_release

from .making import ask_to_follow, follow, link_in, press, sent

pytestmark = pytest.mark.django_db
READER = "reader@example.com"
PHONE = "01012345678"


@pytest.fixture(autouse=True)
def nothing_else() -> None:
    """What other tests committed is not theirs to be told, and the sequences begin at their ends."""
    OutboxMessage.objects.all().delete()
    Follower.objects.all().delete()
    ReadUntil.objects.all().delete()
    note_all(now=timezone.now())


@pytest.fixture
def release() -> Release:
    return make_release("progress")


def test_nothing_is_sent_but_one_question_before_somebody_said_yes(release: Release) -> None:
    ask_to_follow("site", release.site.code)
    (question,) = sent()
    assert question.to == READER and release.site.name in question.text and link_in(question.text)
    make_release("photo", site=_managed(release))
    tell(timezone.now())
    assert sent() == []
    press(link_in(question.text))
    tell(timezone.now())
    assert sent() == [], "what was released before the yes is nothing new"
    make_release("contract", site=_managed(release))
    tell(timezone.now())
    (told,) = sent()
    assert told.to == READER and "계약" in told.text and "사진" not in told.text
    tell(timezone.now() + datetime.timedelta(days=1))
    assert sent() == [], "and it is told once"


def test_the_addresses_are_readable_in_no_table(release: Release) -> None:
    follow("site", release.site.code)
    make_release("contract", site=_managed(release))
    tell(timezone.now())
    with connection.cursor() as cursor:
        for table in ("followers_follower", "followers_following", "casework_outboxmessage"):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ''), '') FROM {table} t")
            (rows,) = cursor.fetchone()
            assert READER not in rows and READER.encode().hex() not in rows
            assert rows


def test_one_click_stops_it_also_for_what_waits_already(release: Release) -> None:
    following = follow("site", release.site.code)
    make_release("contract", site=_managed(release))
    tell(timezone.now())
    (told,) = sent()
    assert told.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = told.headers["List-Unsubscribe"].strip("<>")
    make_release("photo", site=_managed(release))
    later = timezone.now() + datetime.timedelta(hours=1)
    tell(later)
    assert OutboxMessage.objects.filter(next_at=later).exists()
    press(link)
    assert sent(later) == [] and not Follower.objects.filter(pk=following.follower_id).exists()
    assert OutboxMessage.objects.filter(state=MessageState.DROPPED).count() == 1


def test_a_token_of_one_word_is_none_of_another(release: Release) -> None:
    following = follow("site", release.site.code)
    token = link_in(_told(release).text, "stop").rstrip("/").rpartition("/")[2]
    assert row_of(Word.STOP, token) == following.pk
    assert row_of(Word.YES, token) is None and row_of(Word.STOP_ALL, token) is None
    assert row_of(Word.STOP, token[:-2] + "AA") is None and row_of(Word.STOP, "ä") is None


def test_what_is_withdrawn_before_it_is_sent_is_not_told(release: Release) -> None:
    follow("site", release.site.code)
    gone, kept = (make_release(kind, site=_managed(release)) for kind in ("contract", "photo"))
    tell(timezone.now())
    withdraw(releases=[gone], by=make_official(post="팀장"), reason="잘못", now=timezone.now())
    (told,) = sent()
    assert "사진" in told.text and "계약" not in told.text
    make_release("payment", site=_managed(release))
    later = timezone.now() + datetime.timedelta(hours=1)
    tell(later)
    assert OutboxMessage.objects.filter(next_at=later).exists()
    everything = Release.objects.current().filter(site=release.site)
    withdraw(releases=list(everything), by=make_official(post="팀장"), reason="취소", now=timezone.now())
    assert sent(later) == [], "nothing is left to tell"


@pytest.mark.parametrize(
    ("topic", "value"),
    [("district", "11200"), ("near", "37.55160,127.02550,0.5"), ("search", "district=11200&work_type=road")],
)
def test_a_district_a_radius_and_a_search_are_followed(topic: str, value: str) -> None:
    follow(topic, value)
    release = make_release("progress")
    tell(timezone.now())
    (told,) = sent()
    assert release.site.name in told.text and release.site.get_absolute_url() in told.text


def test_a_search_that_finds_too_many_to_count_is_followed_to_the_last_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    first, _second = (make_release("site", name="굴착 공사") for _ in range(2))
    tell(timezone.now())
    follow("search", "q=굴착")
    monkeypatch.setattr(finding, "COUNT_UP_TO", 1)
    make_release("progress", site=_managed(first))
    tell(timezone.now())
    (told,) = sent()
    assert first.site.get_absolute_url() in told.text


@pytest.mark.parametrize(
    ("topic", "value"),
    [("district", "11110"), ("near", "37.60000,127.02550,0.5"), ("search", "district=11200&work_type=park")],
)
def test_what_lies_elsewhere_is_not_told(topic: str, value: str) -> None:
    follow(topic, value)
    make_release("progress")
    tell(timezone.now())
    assert sent() == []


def test_a_firm_is_followed() -> None:
    first = make_release("participant", organisation="(주)한강누리건설")
    firm = _firm_of(first)
    follow("firm", str(firm))
    other, known = make_release("progress"), make_release("photo", site=_managed(first))
    tell(timezone.now())
    (told,) = sent()
    assert known.site.get_absolute_url() in told.text and other.site.get_absolute_url() not in told.text


@pytest.mark.parametrize("value", ["T-none", "", "x" * 600])
@pytest.mark.parametrize("topic", ["site", "district", "firm", "near", "search", "nothing"])
def test_what_cannot_be_followed_is_asked_of_nobody(topic: str, value: str) -> None:
    ask_to_follow(topic, value)
    assert not Follower.objects.exists() and sent() == []


def test_a_day_is_gathered_in_one_message_for_all_that_is_followed(release: Release) -> None:
    other = make_release("progress")
    for site in (release.site, other.site):
        follow("site", site.code, pace="daily")
    make_release("contract", site=_managed(release))
    make_release("contract", site=_managed(other))
    noon = timezone.localtime().replace(hour=12)
    tell(noon)
    assert sent() == []
    morning = (noon + datetime.timedelta(days=1)).replace(hour=8, minute=1)
    tell(morning)
    (told,) = sent(morning)
    assert release.site.name in told.text and other.site.name in told.text
    make_release("photo", site=_managed(release))
    tell(morning + datetime.timedelta(hours=5))
    assert sent(morning + datetime.timedelta(hours=5)) == []


def test_a_foreign_address_gets_no_flood_of_questions(release: Release) -> None:
    for _ in range(3):
        ask_to_follow("site", make_release("site").site.code)
        ask_to_follow("site", release.site.code)
    assert len(sent()) <= 6
    for _ in range(5):
        ask_to_follow("site", make_release("site").site.code)
    assert sent() == []


def test_a_number_is_written_to_only_where_it_was_proven(release: Release) -> None:
    to = Notice(channel="alimtalk", to=PHONE)
    ask_to_follow("site", release.site.code, notify=to)
    assert not Follower.objects.exists()
    ask_to_follow("site", release.site.code, notify=to, is_proven=True)
    make_release("contract", site=_managed(release))
    tell(timezone.now())
    (told,) = sent()
    assert (told.channel, told.to, told.template) == (Channel.ALIMTALK, PHONE, "told")
    assert link_in(told.text, "stop-all") and release.site.get_absolute_url() in told.text


def test_a_text_message_follows_where_no_alimtalk_goes(release: Release) -> None:
    ask_to_follow("site", release.site.code, notify=Notice(channel="alimtalk", to=PHONE), is_proven=True)
    make_release("contract", site=_managed(release))
    tell(timezone.now())
    locmem.outbox.clear()
    while work_once({Channel.SMS: locmem.Backend()}, clock=timezone.now):
        pass
    (told,) = locmem.outbox.values()
    assert (told.channel, told.to) == (Channel.SMS, PHONE) and link_in(told.text, "stop-all")


def test_an_address_that_is_gone_is_forgotten_on_the_second_day(release: Release) -> None:
    following = follow("site", release.site.code)
    refused = Outcome(state=State.PERMANENT, reason="SMTPRecipientsRefused 550 5.1.1")
    for day in range(2):
        now = timezone.now() + datetime.timedelta(days=day)
        make_release("photo", site=_managed(release))
        tell(now)
        assert work_once({Channel.EMAIL: _Says(refused)}, clock=lambda now=now: now)
        Follower.objects.filter(pk=following.follower_id).update(bounced_on=now.date() - datetime.timedelta(days=1))
    assert not Follower.objects.filter(pk=following.follower_id).exists()


def test_a_server_that_refuses_us_costs_no_reader(release: Release) -> None:
    following = follow("site", release.site.code)
    make_release("photo", site=_managed(release))
    tell(timezone.now())
    refused = Outcome(state=State.PERMANENT, reason="SMTPRecipientsRefused 550 5.7.1")
    assert work_once({Channel.EMAIL: _Says(refused)}, clock=timezone.now)
    assert Follower.objects.get(pk=following.follower_id).bounces == 0


def test_who_never_said_yes_is_forgotten_after_a_week(release: Release) -> None:
    ask_to_follow("site", release.site.code)
    forget(timezone.now() + datetime.timedelta(days=6))
    assert Follower.objects.exists()
    forget(timezone.now() + datetime.timedelta(days=8))
    assert not Follower.objects.exists() and not Following.objects.exists()


def test_the_past_is_not_told_when_following_begins(release: Release) -> None:
    ReadUntil.objects.all().delete()
    before = Happening.objects.count()
    make_release("photo", site=_managed(release))
    note_all(now=timezone.now())
    assert Happening.objects.count() == before


class _Says:
    """A mail server that answers so."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome

    def send(self, message: object) -> Outcome:
        return self._outcome

    def look_up(self, message: object, reference: str = "") -> Outcome:
        return self._outcome


def _told(release: Release) -> Message:
    make_release("contract", site=_managed(release))
    tell(timezone.now())
    (told,) = sent()
    return told


def _managed(release: Release) -> ManagedSite:
    return ManagedSite.objects.get(code=release.site.code)


def _firm_of(release: Release) -> int:
    return FirmSite.objects.filter(site=release.site).values_list("firm", flat=True)[0]
