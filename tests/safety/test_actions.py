"""A safety message from the first word to its withdrawal, and the weather."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from desk.actions import ActionError
from desk.models import AuditEntry, ManagedSite
from safety.actions import call_off, propose, release, return_proposal, warn, withdraw
from safety.models import SafetyProposal
from screens.models import MessageState, SafetyPicture, SafetyText, Weather, WeatherWarning
from tests.factories import make_file, make_official, make_release, make_site
from tests.safety.making import WORDS, make_message, make_proposal

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def test_a_release_writes_rows_of_its_own_in_each_language_with_the_posts() -> None:
    author, approver = make_official(post="주무관"), make_official(post="팀장")
    proposal = make_proposal(by=author, months=[6, 7], weather=Weather.RAIN)
    message = release(proposal=proposal, by=approver, now=timezone.now())
    assert {text.language: text.title for text in message.texts.all()} == {
        language: words["title"] for language, words in WORDS.items()
    }
    assert (message.months, message.weather) == ([6, 7], "rain")
    assert (message.submitted_post, message.approved_post) == (author.public_post, approver.public_post)
    deeds = AuditEntry.objects.filter(subject=f"safety:{proposal.pk}").values_list("action", "by")
    assert set(deeds) == {("safety.propose", author.pk), ("safety.release", approver.pk)}


def test_nobody_releases_what_has_passed_through_his_hands() -> None:
    first, second = make_official(), make_official()
    proposal = make_proposal(by=first)
    with pytest.raises(ActionError) as refused:
        release(proposal=proposal, by=first, now=timezone.now())
    assert refused.value.code == "four-eyes"
    return_proposal(proposal=proposal, reason="더 짧게", by=make_official(), now=timezone.now())
    proposal.refresh_from_db()
    again = propose(
        site=None,
        department=proposal.department,
        words=WORDS,
        occasion={},
        instead_of=proposal,
        by=second,
        now=timezone.now(),
    )
    with pytest.raises(ActionError):
        release(proposal=again, by=first, now=timezone.now())
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        SafetyProposal.objects.filter(pk=again.pk).update(decided_by=first, decided_at=timezone.now(), state="returned")
    release(proposal=again, by=make_official(), now=timezone.now())


def test_a_decided_proposal_is_not_decided_again() -> None:
    proposal = make_proposal()
    release(proposal=proposal, by=make_official(), now=timezone.now())
    with pytest.raises(ActionError):
        return_proposal(proposal=proposal, reason="늦게", by=make_official(), now=timezone.now())


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"en": WORDS["en"]},
        {"ko": {"title": "제목만", "text": " "}},
        {"ko": WORDS["ko"], "vi": {"title": "", "text": "Chỉ có nội dung"}},
        {"ko": {"title": "가" * 41, "text": "글"}},
        {"ko": {"title": "제목", "text": "가" * 201}},
    ],
    ids=["nothing", "not the city's language", "no text", "half a translation", "long title", "long text"],
)
def test_words_that_a_screen_cannot_show_are_refused(words: dict[str, dict[str, str]]) -> None:
    by = make_official()
    assert by.department is not None
    with pytest.raises(ActionError):
        propose(site=None, department=by.department, words=words, occasion={}, by=by, now=timezone.now())
    assert not SafetyProposal.objects.filter(proposed_by=by).exists()


def test_days_in_the_wrong_order_are_refused() -> None:
    today = timezone.localdate()
    with pytest.raises(ActionError):
        make_proposal(begins_on=today, ends_on=today - datetime.timedelta(days=1))


def test_a_message_of_a_site_that_nobody_sees_waits_for_the_site() -> None:
    proposal = make_proposal(site=make_site())
    with pytest.raises(ActionError):
        release(proposal=proposal, by=make_official(), now=timezone.now())
    shown = make_release("site")
    message = make_message(site=ManagedSite.objects.get(code=shown.site.code))
    assert message.site == shown.site


def test_the_picture_crosses_with_the_message_and_goes_with_it() -> None:
    by = make_official()
    file = make_file(by=by)
    proposal = make_proposal(by=by, picture=file.sha256)
    message = release(proposal=proposal, by=make_official(), now=timezone.now())
    picture = SafetyPicture.objects.get(message=message)
    assert (bytes(picture.content), picture.width) == (b"data", 640)
    proposal.refresh_from_db()
    withdraw(proposal=proposal, ground="문구 오류", by=make_official(), now=timezone.now())
    assert not SafetyPicture.objects.filter(message=message).exists()


def test_a_withdrawal_takes_the_words_and_leaves_the_ground() -> None:
    proposal = make_proposal()
    message = release(proposal=proposal, by=make_official(), now=timezone.now())
    proposal.refresh_from_db()
    with pytest.raises(ActionError):
        withdraw(proposal=proposal, ground=" ", by=make_official(), now=timezone.now())
    withdraw(proposal=proposal, ground="기준이 바뀜", by=make_official(), now=timezone.now())
    message.refresh_from_db()
    assert (message.state, message.ground) == (MessageState.WITHDRAWN, "기준이 바뀜")
    assert not SafetyText.objects.filter(message=message).exists()
    with pytest.raises(ActionError):
        withdraw(proposal=proposal, ground="또", by=make_official(), now=timezone.now())


def test_a_weather_announced_twice_is_one_warning_with_the_later_end() -> None:
    by, now = make_official(), timezone.now()
    first = warn(weather=Weather.HEAT, until=now + HOUR, by=by, now=now)
    second = warn(weather=Weather.HEAT, until=now + 5 * HOUR, by=by, now=now)
    assert second.pk == first.pk
    assert WeatherWarning.objects.in_force(now + 2 * HOUR).filter(pk=first.pk).exists()
    call_off(warning=second, by=by, now=now + 2 * HOUR)
    assert not WeatherWarning.objects.in_force(now + 2 * HOUR).filter(pk=first.pk).exists()
    with pytest.raises(ActionError):
        call_off(warning=second, by=by, now=now + 3 * HOUR)


@pytest.mark.parametrize("hours", [0, 24 * 8])
def test_a_weather_ends_within_a_week(hours: int) -> None:
    now = timezone.now()
    with pytest.raises(ActionError):
        warn(weather=Weather.SNOW, until=now + hours * HOUR, by=make_official(), now=now)
