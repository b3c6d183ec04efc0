"""Letters: who is told what, once a day, and nothing that the pages do not say."""

import datetime
from collections.abc import Iterator
from unittest import mock

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk import actions
from desk.actions.letters import send_confirmation_letters, send_daily_letters
from desk.actions.withdrawing import confirm_withdrawal
from desk.models import (
    AuditEntry,
    Deputy,
    Letter,
    ManagedSite,
    Official,
    Role,
    SiteAssignment,
    SiteDuty,
    Withdrawal,
    WithholdingDecision,
)
from disclosures.models import Ground
from tests.factories import make_department, make_release, make_site, make_submitted
from tests.internal.personas import make_persona

pytestmark = pytest.mark.django_db

# A Wednesday morning, in the city's time.
NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=timezone.get_default_timezone())
TODAY = NOW.date()


class Office:
    """A department with an editor, two approvers, and a site whose progress was reported in September."""

    def __init__(self) -> None:
        self.department = make_department()
        self.editor = self.persona(Role.EDITOR, "editor")
        self.approver = self.persona(Role.APPROVER, "approver")
        self.second = self.persona(Role.APPROVER, "second")
        self.site: ManagedSite = make_site(by=self.editor, name="금호로 확장공사")
        record = make_submitted("site", site=self.site, by=self.editor, starts_on=datetime.date(2026, 11, 24))
        report = make_submitted("progress", site=self.site, by=self.editor, as_of_on=datetime.date(2026, 9, 30))
        actions.release_drafts(drafts=[record, report], by=self.approver, now=NOW)  # late since 1 November

    def persona(self, role: Role, name: str) -> Official:
        return make_persona(role, self.department, email=f"{name}@{self.department.code}.example", full_name=name)

    def letters(self) -> dict[str, str]:
        """What was sent to this office, by the receiver's name."""
        found = {}
        for letter in mail.outbox:
            name, _at, host = letter.to[0].partition("@")
            if host.startswith(self.department.code.lower()):
                assert name not in found, "two letters to one person"
                found[name] = str(letter.body)
        return found


@pytest.fixture
def office(mailoutbox: list[mail.EmailMessage]) -> Iterator[Office]:
    with mock.patch.object(settings, "DESK_ORIGIN", "https://desk.example"):
        yield Office()


def test_the_officer_reads_what_is_late_with_a_link_to_its_form(office: Office) -> None:
    send_daily_letters(now=NOW)
    letter = office.letters()["editor"]
    assert "금호로 확장공사" in letter and "공정현황" in letter and "25" in letter  # days
    assert f"https://desk.example/admin/desk/progressdraft/add/?managed_site={office.site.pk}" in letter


def test_the_head_reads_of_it_after_a_week_and_not_before(office: Office) -> None:
    five_days_late = datetime.datetime(2026, 11, 5, 9, tzinfo=NOW.tzinfo)
    send_daily_letters(now=five_days_late)
    assert "editor" in office.letters() and "approver" not in office.letters()
    mail.outbox.clear()
    eight_days_late = datetime.datetime(2026, 11, 9, 9, tzinfo=NOW.tzinfo)
    send_daily_letters(now=eight_days_late)
    assert "금호로 확장공사" in office.letters()["approver"]


def test_one_letter_a_person_and_day_however_often_it_is_tried(office: Office) -> None:
    send_daily_letters(now=NOW)
    first = office.letters()
    assert send_daily_letters(now=NOW + datetime.timedelta(hours=3)).sent == 0
    assert office.letters() == first
    mail.outbox.clear()
    send_daily_letters(now=NOW + datetime.timedelta(days=1))
    assert office.letters().keys() == first.keys()


def test_no_daily_letter_at_weekends(office: Office) -> None:
    saturday = NOW + datetime.timedelta(days=3)
    assert send_daily_letters(now=saturday).sent == 0 and not office.letters()


def test_who_was_assigned_is_written_to_instead_of_the_whole_department(office: Office) -> None:
    other = office.persona(Role.EDITOR, "colleague")
    SiteAssignment.objects.create(official=other, managed_site=office.site, duty=SiteDuty.OFFICER, starts_on=TODAY)
    send_daily_letters(now=NOW)
    assert "colleague" in office.letters() and "editor" not in office.letters()


def test_the_deputy_is_written_to_instead_of_the_absent(office: Office) -> None:
    deputy = office.persona(Role.EDITOR, "deputy")
    SiteAssignment.objects.create(
        official=office.editor, managed_site=office.site, duty=SiteDuty.OFFICER, starts_on=TODAY
    )
    Deputy.objects.create(
        absent=office.editor,
        deputy=deputy,
        starts_on=TODAY,
        ends_on=TODAY,
        reason="연가",
        made_by=office.approver,
        made_at=NOW,
    )
    send_daily_letters(now=NOW)
    assert "deputy" in office.letters() and "editor" not in office.letters()


def test_what_was_handed_in_is_the_approvers_to_hurry(office: Office) -> None:
    earlier = NOW - datetime.timedelta(days=4)
    report = make_submitted("progress", site=office.site, by=office.editor, as_of_on=TODAY)
    type(report)._default_manager.filter(pk=report.pk).update(submitted_at=earlier)
    send_daily_letters(now=NOW)
    letters = office.letters()
    link = f"https://desk.example/admin/desk/review/progress/{report.pk}/"
    assert link in letters["approver"] and link in letters["second"]
    assert "editor" not in letters or "공정현황: " not in letters["editor"]


def test_a_review_that_came_due_is_told_to_approvers(office: Office) -> None:
    draft = make_submitted("contract", site=office.site, by=office.editor)
    actions.withhold(
        kind="contract",
        item=draft.item,
        field="estimate",
        ground=Ground.INTERNAL_REVIEW,
        reason="입찰 중",
        review_on=TODAY,
        by=office.editor,
    )
    send_daily_letters(now=NOW)
    decision = WithholdingDecision.objects.get(item=draft.item)
    assert f"/admin/desk/review-withholding/{decision.pk}/" in office.letters()["approver"]
    mail.outbox.clear()
    WithholdingDecision.objects.filter(pk=decision.pk).update(review_on=TODAY + datetime.timedelta(days=40))
    send_daily_letters(now=NOW + datetime.timedelta(days=1))
    assert "review-withholding" not in office.letters().get("approver", "")


def test_a_second_approver_is_told_at_once_and_every_day_until_he_confirms(office: Office) -> None:
    saturday = NOW + datetime.timedelta(days=3)
    photo = make_release("photo", site=office.site)
    actions.withdraw(releases=[photo], by=office.approver, reason="다른 현장의 사진", now=saturday)
    withdrawal = Withdrawal.objects.get(release=photo)
    send_confirmation_letters(now=saturday)
    assert send_confirmation_letters(now=saturday + datetime.timedelta(hours=1)).sent == 0
    letter = office.letters()["second"]
    assert f"https://desk.example/admin/desk/confirm-withdrawal/{withdrawal.pk}/" in letter
    assert "다른 현장의 사진" in letter and "approver" not in office.letters()
    mail.outbox.clear()
    send_daily_letters(now=NOW + datetime.timedelta(days=5))
    assert f"confirm-withdrawal/{withdrawal.pk}/" in office.letters()["second"]
    mail.outbox.clear()
    confirm_withdrawal(withdrawal=withdrawal, by=office.second, now=saturday)
    send_daily_letters(now=NOW + datetime.timedelta(days=6))
    assert "confirm-withdrawal" not in "".join(office.letters().values())


def test_a_mail_server_that_fails_loses_no_letter(office: Office) -> None:
    with mock.patch("desk.actions.letters.EmailMessage.send", side_effect=ConnectionRefusedError):
        post = send_daily_letters(now=NOW)
    assert post.failed >= 1 and post.sent == 0
    assert not Letter.objects.filter(official=office.editor).exists()
    assert not AuditEntry.objects.filter(subject=f"official:{office.editor.username}", action="letter.send").exists()
    send_daily_letters(now=NOW)
    assert "editor" in office.letters()
    assert AuditEntry.objects.filter(subject=f"official:{office.editor.username}", action="letter.send").count() == 1


def test_what_reaches_nobody_is_counted(office: Office) -> None:
    Official.objects.filter(department=office.department).update(email="")
    assert send_daily_letters(now=NOW).unheard >= 1
    assert not office.letters()


def test_many_late_sites_take_the_same_statements(office: Office) -> None:
    send_daily_letters(now=NOW)  # whoever has something to do got the day's letter; what follows is the finding alone
    with CaptureQueriesContext(connection) as one:
        send_daily_letters(now=NOW)
    for _ in range(3):
        make_release("progress", site=make_site(by=office.editor), as_of_on=datetime.date(2026, 9, 30))
    with CaptureQueriesContext(connection) as many:
        send_daily_letters(now=NOW)
    assert len(many) == len(one)


def test_the_command_sends_and_says_what_it_did(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    with mock.patch("desk.management.commands.nag.timezone.now", return_value=NOW):
        call_command("nag", "--once")
    assert "editor" in office.letters()
    assert "sent" in capsys.readouterr().out


def test_long_letters_are_cut_and_say_so(office: Office) -> None:
    with mock.patch("desk.letters.writing.SHOWN", 1):
        send_daily_letters(now=NOW + datetime.timedelta(days=22))
    assert "…" in office.letters()["editor"]
