"""What the kinds' templates make of a row: every text escaped and marked with its language, every field by its type."""

import datetime
import uuid
from typing import Any

import pytest
from django.core.validators import URLValidator
from django.db import models
from django.template.loader import render_to_string
from django.utils import translation

from disclosures.kinds import KINDS, Kind, kind_by_slug
from disclosures.kinds.fields import FileDigestField
from disclosures.models import Release, ReleasedFile, Withholding
from disclosures.models.released_file import Size
from disclosures.page import Item, Section
from disclosures.values import written
from sites.models import ConstructionSite, Department

DAY = datetime.date(2026, 11, 2)
HARM = '<i class="x">&'
ESCAPED = "&lt;i class=&quot;x&quot;&gt;&amp;"


def section_of(kind: Kind, *, withheld: tuple[str, ...] = (), files: Any = None, **values: Any) -> Section:
    release = Release(
        pk=7,
        item=uuid.UUID(int=7),
        kind=kind.slug,
        version=2,
        as_of_on=DAY,
        source="demo",
        department=Department(name=f"토목부{HARM}"),
    )
    grounds = {name: Withholding(field=name, ground=7, reason=HARM, review_on=DAY) for name in withheld}
    row = kind.model(withheld=list(withheld), **values)
    row.release = release
    return Section(kind, [Item(kind, row, release, grounds, files or {})], total=1)


def html_of(section: Section, language: str = "ko") -> str:
    with translation.override(language):
        return render_to_string(section.kind.template, {"section": section, "site": ConstructionSite(code="A<1")})


def texts_of(kind: Kind) -> dict[str, str]:
    """Harm in every field that an official types freely."""
    typed = (field for field in kind.fields if isinstance(field, models.CharField | models.TextField))
    return {field.name: HARM for field in typed if not isinstance(field, FileDigestField) and field.name != "phone"}


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_no_text_of_an_official_becomes_markup(kind: Kind, language: str) -> None:
    html = html_of(section_of(kind, **texts_of(kind)), language)
    assert "<i" not in html
    assert ESCAPED in html or not texts_of(kind)
    assert "A<1" not in html


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_withheld_field_shows_its_ground_and_never_its_value(kind: Kind) -> None:
    name = kind.fields_class.required[0] if kind.fields_class.required else "purpose"
    html = html_of(section_of(kind, withheld=(name,)), "en")
    assert "article 9(1), no. 7" in html
    assert ESCAPED in html and "<i" not in html


def test_korean_text_is_marked_on_an_english_page_alone() -> None:
    section = section_of(kind_by_slug("penalty"), firm_name="한빛", reason="첫째 줄\n둘째 줄")
    assert '<span lang="ko">한빛</span>' in html_of(section, "en")
    assert '<div lang="ko"><p>첫째 줄<br>둘째 줄</p></div>' in html_of(section, "en")
    assert 'lang="ko"' not in html_of(section, "ko")


def test_words_are_those_of_the_language_whichever_was_asked_first() -> None:
    section = section_of(kind_by_slug("contract"), title="공사", amount=1_000_000, signed_on=DAY, method="open")
    for _ in range(2):
        assert "계약금액" in html_of(section, "ko") and "2026년 11월 2일" in html_of(section, "ko")
        english = html_of(section, "en")
        assert "open competitive bidding" in english and "₩1,000,000" in english and "Nov. 2, 2026" in english


def test_computed_figures_stand_among_the_facts_and_none_where_a_side_is_missing() -> None:
    change = kind_by_slug("design-change")
    assert "+₩200,000" in html_of(section_of(change, number="1", amount_before=100_000, amount_after=300_000), "en")
    assert "Difference" not in html_of(section_of(change, number="1", amount_before=100_000), "en")


def test_picture_without_a_description_is_called_what_it_is() -> None:
    digest = "a" * 64
    file = ReleasedFile(pk=digest, width=640, height=480)
    file.sizes = (Size("avif", 320, 240), Size("jpeg", 320, 240))
    html = html_of(section_of(kind_by_slug("location"), files={digest: file}, plan_image=digest), "en")
    assert 'alt="Location plan"' in html
    assert f'srcset="/en/files/{digest}/320.avif 320w"' in html


@pytest.mark.parametrize(
    ("slug", "name", "value", "said"),
    [
        ("progress", "planned_percent", None, "not given"),
        ("work-schedule", "night_work", False, "no"),
        ("payment", "sequence", 1234, "1,234"),
        ("location", "extent", {"type": "LineString"}, "drawn as LineString (GeoJSON)"),
        ("participant", "phone", "02-300-1000", '<a href="tel:023001000">02-300-1000</a>'),
        ("webcam", "address", "rtsp://10.0.0.1/<", "<code>rtsp://10.0.0.1/&lt;</code>"),
    ],
)
def test_value_is_written_by_the_type_of_its_field(slug: str, name: str, value: Any, said: str) -> None:
    field: Any = next(field for field in kind_by_slug(slug).fields if field.name == name)
    with translation.override("en"):
        assert written(field, value) == said


def test_the_camera_s_address_is_the_only_one_that_may_be_a_link() -> None:
    linked = [(kind.slug, field.name) for kind in KINDS for field in kind.fields if _is_address(field)]
    assert linked == [("webcam", "address")]


def _is_address(field: models.Field) -> bool:
    return any(isinstance(validator, URLValidator) for validator in field.validators)
