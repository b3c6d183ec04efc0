"""What a signboard says, and that it can be read by telephones, screen readers and other people's programs."""

import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from disclosures.models import Release
from feeds.short import short_path
from prints.paper import Form, Paper
from prints.signboards import board_of, boards_pdf
from prints.statutory import missing_items
from sites.figures import disclosed_site
from tests.disclosures.stories import release_withheld
from tests.factories import make_release, make_site
from tests.prints.readers import Printed

ORIGIN = "https://allimi.example.kr"
NOW = timezone.now()


def works(**values: object) -> str:
    """The code of a released site with what a signboard tells of."""
    release = make_release("participant", phone="02-300-1000", responsible_person="이순신", position="현장대리인")
    site = release.site.code
    _more(release, "overview")
    _more(release, "progress")
    week = {"starts_on": timezone.localdate(), "ends_on": timezone.localdate() + datetime.timedelta(days=6)}
    _more(release, "work-schedule", **week, **values)
    return site


def _more(release: Release, kind: str, **values: object) -> None:
    from desk.models import ManagedSite

    make_release(kind, site=ManagedSite.objects.get(code=release.site.code), **values)


def printed(code: str, form: Form, *, paper: Paper = Paper.A3, language: str = "ko") -> Printed:
    site = disclosed_site(code)
    assert site is not None
    with translation.override(language):
        board = board_of(site, form=form, origin=ORIGIN, now=NOW)
        return Printed(boards_pdf([board], form=form, paper=paper, now=NOW))


@pytest.mark.parametrize("language", ["ko", "en", "vi"])
@pytest.mark.parametrize("form", Form)
def test_signboard_is_read_by_telephones_and_screen_readers(db: None, form: Form, language: str) -> None:
    code = works()
    read = printed(code, form, language=language)
    assert read.faults() == []
    assert read.sheets == [(420, 297)]
    site = disclosed_site(code)
    assert site is not None
    with translation.override(language):
        assert read.qr_codes() == [ORIGIN + short_path(site)]
    assert str(read.pdf.Root.Lang) == language
    assert ORIGIN.removeprefix("https://") in read.text


def test_statutory_signboard_names_what_the_act_asks_for(db: None) -> None:
    read = printed(works(), Form.STATUTORY)
    for said in ("금호로 확장공사", "토목부", "(주)한빛가람건설", "현장대리인 이순신", "02-300-1000"):
        assert said in read.text
    rows = [element for element in read.elements if element.kind == "TR"]
    headers = [row.object.K[0].S for row in rows]
    assert {str(header) for header in headers} == {"/TH"}


def test_what_was_not_released_is_an_empty_line_and_is_told_before_printing(db: None) -> None:
    from disclosures.page import site_page

    site = disclosed_site(works())
    assert site is not None
    with translation.override("en"):
        assert missing_items(site_page(site)) == ["Designer", "Supervisor"]
        read = printed(site.code, Form.STATUTORY, language="en")
    assert "Designer" in read.text and read.faults() == []


def test_what_is_withheld_says_so(db: None) -> None:
    release = release_withheld("participant", field="responsible_person", responsible_person="이순신")
    with translation.override("en"):
        read = printed(release.site.code, Form.STATUTORY, language="en")
    assert "withheld" in read.text and "이순신" not in read.text


def test_plain_signboard_says_how_far_it_is_and_what_is_done_now(db: None) -> None:
    read = printed(works(), Form.PLAIN, language="en")
    for said in ("Geumho-ro widening", "62.1%", "64.0%", "3번 교각 철근 조립", "출퇴근 시간 정체를"):
        assert said in read.text
    assert read.kinds().index("H1") < read.kinds().index("H2")


def test_work_that_is_over_is_not_printed(db: None) -> None:
    code = works()
    site = disclosed_site(code)
    assert site is not None
    later = NOW + datetime.timedelta(days=30)
    board = board_of(site, form=Form.PLAIN, origin=ORIGIN, now=later)
    assert board["works"] == []


def test_a2_has_the_same_words_on_a_larger_sheet(db: None) -> None:
    code = works()
    small, large = printed(code, Form.PLAIN), printed(code, Form.PLAIN, paper=Paper.A2)
    assert large.sheets == [(594, 420)]
    assert large.text == small.text


@pytest.mark.parametrize("form", Form)
def test_long_texts_stay_on_one_page(db: None, form: Form) -> None:
    code = works(work_now="가시설 해체와 되메우기를 합니다. " * 30, noise="콘크리트 깨기 " * 20)
    release = Release.objects.filter(site__code=code, kind="site").get()
    for number in range(8):
        _more(release, "subcontract", subcontractor=f"다온토건산업개발 주식회사 {number}")
        _more(release, "participant", role="supervisor", organisation=f"한강 종합건설사업관리단 {number}")
    read = printed(code, form)
    assert len(read.sheets) == 1 and read.faults() == []


def test_what_looks_like_a_command_is_printed_as_it_was_typed(db: None) -> None:
    read = printed(works(work_now='#panic("x") *굵게* $x^2$ \\ // 주석'), Form.PLAIN)
    assert '#panic("x") *굵게* $x^2$ \\ // 주석' in read.text


def test_a_sign_that_the_font_has_not_is_a_box(db: None) -> None:
    read = printed(works(work_now="3번 교각 👷 조립"), Form.PLAIN)
    assert "3번 교각 □ 조립" in read.text and read.faults() == []


def test_page_offers_both_forms_and_sizes(db: None) -> None:
    code = works()
    page = Client().get(reverse("prints:signboards", args=[code]))
    assert page.status_code == 200
    for form in Form:
        for paper in Paper:
            assert reverse("prints:file-signboard", args=[code, form.value, paper.value]) in page.content.decode()


def test_a_citizen_gets_a_pdf_whose_address_is_the_citizens(db: None) -> None:
    code = works()
    answer = Client().get(f"/en/sites/{code}/signboard/plain/a3.pdf", headers={"host": "localhost"})
    assert answer["Content-Type"] == "application/pdf"
    assert "filename" in answer["Content-Disposition"]
    site = disclosed_site(code)
    assert site is not None
    with translation.override("en"):
        assert Printed(answer.content).qr_codes() == [f"{settings.PUBLIC_ORIGIN.rstrip('/')}{short_path(site)}"]


@pytest.mark.parametrize("address", ["plain/a9.pdf", "funny/a3.pdf"])
def test_there_is_no_other_form_or_sheet(db: None, address: str) -> None:
    assert Client().get(f"/sites/{works()}/signboard/{address}").status_code == 404


def test_a_site_that_nobody_released_has_no_signboard(db: None) -> None:
    assert Client().get(f"/sites/{make_site().code}/signboard/plain/a3.pdf").status_code == 404
