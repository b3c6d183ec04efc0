"""A newsletter as PDF: what it says, that it is read aloud, and that nothing is printed of what was taken down."""

import pytest
from django.db.models import Max
from django.test import Client
from django.utils import timezone

from newsletters.models import Bulletin, BulletinItem, BulletinText
from newsletters.reading import read
from prints.bulletins import bulletin_pdf
from sites.models import ConstructionSite
from tests.factories import make_department, make_release
from tests.prints.readers import Printed

pytestmark = pytest.mark.django_db
ORIGIN = "https://allimi.example.kr"
NOW = timezone.now()
BODY = "11월에 새로 시작한 공사입니다.\n\n## 눈여겨볼 곳\n- 금호로\n- 왕십리로"


def make_issue(site: ConstructionSite) -> Bulletin:
    newest = Bulletin.objects.aggregate(newest=Max("change"))["newest"] or 0
    issue = Bulletin.objects.create(
        kind="issue",
        month=NOW.date().replace(day=1, year=2001),
        department=make_department(),
        approved_post="과장",
        released_at=NOW,
        change=newest + 1,
    )
    BulletinText.objects.create(bulletin=issue, language="ko", title="건설 소식", body=BODY)
    BulletinItem.objects.create(
        bulletin=issue,
        language="ko",
        section="started",
        position=0,
        title="금호로 확장공사",
        text="2026년 11월 2일 착공",
        path=site.get_absolute_url(),
        site=site,
    )
    return issue


def printed(issue: Bulletin, language: str = "ko") -> Printed:
    found = read(issue, language)
    assert found is not None
    return Printed(bulletin_pdf(issue, found, origin=ORIGIN, now=NOW))


def test_issue_is_a_document_with_headings_lists_and_links() -> None:
    site = make_release("site").site
    issue = make_issue(site)
    there = printed(issue)
    assert there.faults() == []
    assert there.sheets == [(210, 297)]
    assert there.qr_codes() == [f"{ORIGIN}/news/{issue.pk}/"]
    for said in ("건설 소식", "눈여겨볼 곳", "왕십리로", "2026년 11월 2일 착공", "allimi.example.kr/s/"):
        assert said in there.text
    assert [kind for kind in there.kinds() if kind in ("H1", "H2", "L", "Link")] == ["H1", "H2", "L", "H2", "L", "Link"]


def test_words_in_another_language_than_the_page_are_printed_as_what_they_are() -> None:
    issue = make_issue(make_release("site").site)
    assert str(printed(issue, "vi").pdf.Root.Lang) == "ko"


def test_withdrawn_site_is_not_in_the_print_and_a_withdrawn_issue_has_none(client: Client) -> None:
    site = make_release("site").site
    issue = make_issue(site)
    address = f"/news/{issue.pk}/print.pdf"
    assert f'href="{address}"' in client.get(f"/news/{issue.pk}/").content.decode()
    assert client.get(address)["Content-Type"] == "application/pdf"
    ConstructionSite.objects.filter(pk=site.pk).update(withdrawn_at=NOW)
    assert "금호로 확장공사" not in printed(issue).text
    Bulletin.objects.filter(pk=issue.pk).update(state="withdrawn", ended_at=NOW, ground="날짜가 틀림")
    gone = client.get(address)
    assert gone.status_code == 410 and "날짜가 틀림" in gone.content.decode()
    assert client.get("/news/999999999/print.pdf").status_code == 404
