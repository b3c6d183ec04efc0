"""An issue from its draft to the mailbox: four eyes, a trial, everyone once, nobody after a withdrawal."""

import datetime

import html5lib
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from casework.models import MessageState, OutboxMessage
from desk.actions import withdraw as withdraw_release
from desk.actions.errors import ActionError
from desk.models import AuditEntry, Official, Role
from followers.models import Follower, ReadUntil
from followers.noting import note_all
from followers.rounds import tell
from newsletters.markup import BlockKind, blocks
from newsletters.models import Bulletin, BulletinKind, BulletinText
from newsroom import actions
from newsroom.drafting import Month, draft_issue
from newsroom.feeding import feed
from newsroom.models import BulletinDraft, DraftItem, DraftText, Mailing, MailingState
from newsroom.rounds import draft as draft_round
from sites.models import Department
from tests.factories import make_department, make_official, make_release
from tests.following.making import follow, link_in, press, sent
from tests.internal.personas import make_persona, signed_in
from tests.pages import assert_valid_html

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def nothing_else() -> None:
    OutboxMessage.objects.all().delete()
    Follower.objects.all().delete()
    Mailing.objects.all().delete()
    ReadUntil.objects.all().delete()
    note_all(now=NOW)


@pytest.fixture
def department() -> Department:
    return make_department(phone="02-2133-1000")


@pytest.fixture
def editor(department: Department) -> Official:
    return make_persona(Role.EDITOR, department, full_name="이담당", email="editor@example.com")


@pytest.fixture
def head(department: Department) -> Official:
    return make_persona(Role.APPROVER, department, full_name="박과장", post="과장")


def make_draft(department: Department, *, kind: str = BulletinKind.PRESS, sites: tuple = ()) -> BulletinDraft:
    draft = BulletinDraft.objects.create(kind=kind, department=department, created_at=NOW)
    draft.sites.set(sites)
    body = "금호로 공사장 둘레를 정비합니다.\n\n## 언제\n- 11월 2일\n- 11월 3일"
    DraftText.objects.create(draft=draft, language="ko", title="공사장 둘레 정비", body=body)
    return draft


def released(draft: BulletinDraft, editor: Official, head: Official) -> Bulletin:
    return actions.release(draft=actions.submit(draft=draft, by=editor, now=NOW), by=head, now=timezone.now())


def test_another_official_releases_and_the_database_insists(
    department: Department, editor: Official, head: Official
) -> None:
    draft = actions.submit(draft=make_draft(department), by=editor, now=NOW)
    with pytest.raises(ActionError):
        actions.release(draft=draft, by=editor, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        BulletinDraft.objects.filter(pk=draft.pk).update(decided_by=editor)
    bulletin = actions.release(draft=draft, by=head, now=NOW)
    assert bulletin.approved_post == head.public_post
    with pytest.raises(ActionError):
        actions.release(draft=draft, by=head, now=NOW)


def test_everyone_who_asked_gets_it_once_at_the_pace_that_is_set(
    department: Department, editor: Official, head: Official, settings: Settings
) -> None:
    for number in range(5):
        follow("press", to=f"reader{number}@example.com")
    follow("newsletter", to="other@example.com")
    settings.MAILS_A_MINUTE = 2
    bulletin, now = released(make_draft(department), editor, head), timezone.now()
    told: list[str] = []
    for minute in range(5):
        then = now + datetime.timedelta(minutes=minute)
        feed(now=then)
        assert feed(now=then) == 0, "what waits counts against the minute"
        some = sent(then + datetime.timedelta(seconds=59))
        assert len(some) <= 2
        told += [mail.to for mail in some]
    assert sorted(told) == [f"reader{number}@example.com" for number in range(5)]
    mailing = Mailing.objects.get(bulletin=bulletin)
    assert (mailing.state, mailing.number) == (MailingState.DONE, 5)


def test_a_mail_is_plain_text_and_html_with_a_way_to_stop(
    department: Department, editor: Official, head: Official
) -> None:
    for name in ("a", "b"):
        follow("press", to=f"{name}@example.com")
    released(make_draft(department), editor, head)
    feed(now=timezone.now())
    first, second = sent(timezone.now() + datetime.timedelta(minutes=1))
    assert "- 11월 2일" in first.text and "<h2>언제</h2>" in first.html and "<li>11월 2일</li>" in first.html
    assert '<html lang="ko">' in first.html and "\x02" not in first.html + first.text
    parser = html5lib.HTMLParser()
    parser.parse(first.html)
    assert parser.errors == []
    links = {link_in(mail.text, "stop") for mail in (first, second)}
    assert len(links) == 2, "each has a link of its own"
    assert first.headers["List-Unsubscribe"] == f"<{link_in(first.text, 'stop')}>"


def test_who_stops_and_what_is_withdrawn_meanwhile_is_not_mailed(
    department: Department, editor: Official, head: Official
) -> None:
    for name in ("a", "b"):
        follow("press", to=f"{name}@example.com")
    first = released(make_draft(department), editor, head)
    feed(now=timezone.now())
    Follower.objects.filter(shown__startswith="a*").delete()
    (mail,) = sent(timezone.now() + datetime.timedelta(minutes=1))
    assert mail.to == "b@example.com"
    press(link_in(mail.text, "stop"))
    follow("press", to="c@example.com")
    second = released(make_draft(department), editor, head)
    feed(now=timezone.now())
    actions.withdraw(bulletin=second, ground="날짜가 틀림", by=head, now=timezone.now())
    assert sent(timezone.now() + datetime.timedelta(minutes=1)) == []
    assert OutboxMessage.objects.filter(state=MessageState.DROPPED).count() == 2
    assert not BulletinText.objects.filter(bulletin=second).exists() and first.text_in("ko")


def test_a_stopped_mailing_goes_on_behind_the_last_recipient(
    department: Department, editor: Official, head: Official, settings: Settings
) -> None:
    for number in range(3):
        follow("press", to=f"reader{number}@example.com")
    settings.MAILS_A_MINUTE = 2
    mailing = Mailing.objects.get(bulletin=released(make_draft(department), editor, head))
    feed(now=timezone.now())
    actions.pause(mailing=mailing, by=head)
    told = [mail.to for mail in sent(timezone.now() + datetime.timedelta(minutes=1))]
    assert len(told) == 2 and feed(now=timezone.now()) == 0
    actions.resume(mailing=mailing, by=head)
    assert feed(now=timezone.now()) == 1
    told += [mail.to for mail in sent(timezone.now() + datetime.timedelta(minutes=1))]
    assert sorted(told) == [f"reader{number}@example.com" for number in range(3)]


def test_the_month_drafts_itself_in_every_language_once(department: Department, settings: Settings) -> None:
    release = make_release("time-extension", reason="우기")
    settings.NEWSLETTER_DEPARTMENT = department.code
    later = (timezone.localtime().replace(day=1) + datetime.timedelta(days=40)).replace(day=1, hour=9)
    said = draft_round(later)
    issue = BulletinDraft.objects.get(month=timezone.localdate(release.released_at).replace(day=1))
    assert str(issue) in said and draft_round(later) == ""
    assert set(issue.texts.values_list("language", flat=True)) == {code for code, _name in settings.LANGUAGES}
    moved = DraftItem.objects.get(draft=issue, language="en", release=release)
    assert moved.site == release.site and "2027" in moved.text and moved.path.startswith("/en/")


def test_an_item_goes_with_what_it_tells_of(department: Department, editor: Official, head: Official) -> None:
    release = make_release("time-extension")
    month = Month(timezone.localdate(release.released_at).replace(day=1))
    issue = draft_issue(month, department=department, now=NOW)
    assert issue is not None
    bulletin = released(issue, editor, head)
    there = release.site.get_absolute_url()
    assert there in Client().get(bulletin.get_absolute_url()).content.decode()
    current = release.site.releases.filter(state="released")
    withdraw_release(releases=list(current), by=make_official(post="팀장"), reason="취소", now=timezone.now())
    assert there not in Client().get(bulletin.get_absolute_url()).content.decode()


def test_a_trial_goes_to_oneself_alone(department: Department, editor: Official) -> None:
    follow("press", to="reader@example.com")
    actions.send_trial(draft=make_draft(department), language="ko", by=editor)
    (mail,) = sent()
    assert mail.to == editor.email and mail.subject != "공사장 둘레 정비" and "공사장 둘레 정비" in mail.subject


def test_a_notice_stands_on_its_sites_and_reaches_who_follows_them(
    department: Department, editor: Official, head: Official
) -> None:
    site = make_release("site").site
    note_all(now=timezone.now())
    follow("site", site.code, to="neighbour@example.com")
    bulletin = released(make_draft(department, kind=BulletinKind.NOTICE, sites=(site,)), editor, head)
    assert bulletin.get_absolute_url() in Client().get(site.get_absolute_url()).content.decode()
    tell(timezone.now())
    (told,) = sent()
    assert told.to == "neighbour@example.com" and bulletin.get_absolute_url() in told.text


def test_the_archive_has_it_and_keeps_a_tombstone(
    department: Department, editor: Official, head: Official, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    site = make_release("site").site
    bulletin = released(make_draft(department, sites=(site,)), editor, head)
    client = Client()
    assert_valid_html(client.get("/en/news/").content.decode())
    for address in ("/news/", "/news/?kind=press", f"/news/?site={site.code}"):
        with django_assert_max_num_queries(4):
            page = client.get(address).content.decode()
        assert_valid_html(page)
        assert f"/news/{bulletin.pk}/" in page
    with django_assert_max_num_queries(4):
        page = client.get(bulletin.get_absolute_url()).content.decode()
    assert_valid_html(page)
    assert "<h2>언제</h2>" in page and site.name in page
    assert client.get("/news/?kind=x").status_code == 404 and client.get("/news/0/").status_code == 404
    actions.withdraw(bulletin=bulletin, ground="날짜가 틀림", by=head, now=timezone.now())
    gone = client.get(bulletin.get_absolute_url())
    assert gone.status_code == 410 and "날짜가 틀림" in gone.content.decode()
    assert_valid_html(gone.content.decode())


def test_it_is_written_tried_and_released_at_the_desk(department: Department, editor: Official, head: Official) -> None:
    writing = signed_in(editor)
    empty = {"texts-TOTAL_FORMS": "1", "texts-INITIAL_FORMS": "0", "kind": "notice"}
    words = {"texts-0-language": "ko", "texts-0-title": "<b>단수 안내", "texts-0-body": "11월 2일 단수됩니다."}
    writing.post(reverse("admin:newsroom_bulletindraft_add"), {**empty, **words})
    draft = BulletinDraft.objects.get(department=department)
    review = reverse("admin:newsroom-review", args=[draft.pk])
    mail = reverse("admin:newsroom-mail", args=[draft.pk, "ko"])
    assert mail in writing.get(review).content.decode()
    assert "&lt;b&gt;단수 안내" in writing.get(mail).content.decode(), "what is written is text, never code"
    writing.post(review, {"trial": "1", "language": "ko"})
    assert [mail.to for mail in sent()] == [editor.email]
    assert writing.post(review, {"release": "1"}).status_code == 403
    writing.post(review, {"submit": "1"})
    assert writing.get(reverse("admin:newsroom_bulletindraft_change", args=[draft.pk])).status_code == 200
    deciding = signed_in(head)
    deciding.post(review, {"return": "1", "reason": "시간을 쓰십시오"})
    assert "시간을 쓰십시오" in writing.get(review).content.decode()
    writing.post(review, {"submit": "1"})
    deciding.post(review, {"release": "1"})
    draft.refresh_from_db()
    assert draft.bulletin is not None and draft.bulletin.is_shown
    deciding.post(review, {"withdraw": "1", "ground": "취소"})
    draft.bulletin.refresh_from_db()
    assert not draft.bulletin.is_shown
    deeds = AuditEntry.objects.filter(action__startswith="bulletin.").values_list("action", flat=True)
    assert {"bulletin.save", "bulletin.trial", "bulletin.submit", "bulletin.return", "bulletin.release"} <= set(deeds)


def test_another_department_sees_nothing_of_it(department: Department, editor: Official) -> None:
    draft = make_draft(department)
    stranger = signed_in(make_persona(Role.EDITOR, make_department()))
    assert stranger.get(reverse("admin:newsroom-review", args=[draft.pk])).status_code == 404
    assert draft.title not in stranger.get(reverse("admin:newsroom_bulletindraft_changelist")).content.decode()


def test_marks_become_blocks_and_nothing_becomes_code() -> None:
    found = blocks("하나\n둘\n\n## 셋\n- 넷\n- <b>다섯\n여섯")
    assert [(block.kind, block.lines) for block in found] == [
        (BlockKind.PARAGRAPH, ("하나", "둘")),
        (BlockKind.HEADING, ("셋",)),
        (BlockKind.LIST, ("넷", "<b>다섯")),
        (BlockKind.PARAGRAPH, ("여섯",)),
    ]
    assert blocks("") == [] and blocks("\n\n \n") == []
