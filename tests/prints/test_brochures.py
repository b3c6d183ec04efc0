"""A district's brochure and the year's booklet."""

from django.test import Client
from django.utils import timezone, translation

from prints.booklets import booklet_pdf, sites_of_year
from prints.brochures import brochure_of, brochure_pdf
from prints.maps import district_svg
from sites.models import District
from tests.factories import make_release
from tests.prints.readers import Printed

ORIGIN = "https://allimi.example.kr"
NOW = timezone.now()


def test_brochure_shows_the_districts_works_on_a_map_and_as_cards(db: None) -> None:
    release = make_release("progress")
    district = District.objects.get(pk="11200")
    read = Printed(brochure_pdf(district, origin=ORIGIN, now=NOW))
    assert read.faults() == []
    assert read.sheets[0] == (210, 297)
    assert read.qr_codes() == [f"{ORIGIN}/districts/11200/"]
    assert "금호로 확장공사" in read.text
    content = brochure_of(district, origin=ORIGIN, now=NOW)
    assert release.site.pk and content["map"].count("<circle") == len(content["sites"])


def test_brochure_of_a_district_without_works_says_so(db: None) -> None:
    with translation.override("en"):
        read = Printed(brochure_pdf(District.objects.get(pk="11110"), origin=ORIGIN, now=NOW))
        assert "builds nothing here" in read.text
    assert read.faults() == [] and len(read.sheets) == 1


def test_brochure_is_the_same_by_its_address(db: None) -> None:
    answer = Client().get("/districts/11200/brochure.pdf")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-1.7")
    assert Client().get("/districts/99999/brochure.pdf").status_code == 404


def test_dots_of_the_same_place_do_not_hide_each_other() -> None:
    svg = district_svg("11200", [(number, (37.55, 127.03)) for number in range(1, 9)])
    centres = {part.split('"')[0] for part in svg.split('cx="')[1:]}
    assert len(centres) > 4
    assert district_svg("00000", []) == ""


def test_booklet_has_chapters_and_every_site_of_its_year(db: None) -> None:
    release = make_release("progress")  # from March 2025 to August 2027
    assert [sites_of_year(year).filter(pk=release.site_id).exists() for year in (2024, 2025, 2026)] == [
        False,
        True,
        True,
    ]
    with translation.override("en"):
        read = Printed(booklet_pdf(2026, origin=ORIGIN, now=NOW))
    assert read.faults() == []
    assert read.qr_codes() == [f"{ORIGIN}/en/"]
    assert "Geumho-ro widening" in read.text and "By district" in read.text
    assert {"TOC", "TOCI", "Table", "TH"} <= set(read.kinds())
    assert read.has_ink(len(read.sheets) - 1)
