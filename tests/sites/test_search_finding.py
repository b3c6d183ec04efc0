"""What is found, in which order, and that it is what looking at every site would find."""

import datetime
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from sites.models import ConstructionSite, SearchEntry
from sites.near import EARTH_METRES, RADII_KM, Circle, Point
from sites.search import Filters, finding, search
from sites.search.index import index_sites
from sites.search.narrowing import THRESHOLDS
from sites.search.text import initials

from .search_corpus import make_corpus

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime.datetime(2026, 11, 2, 9))


def make(*names: str, **values: Any) -> list[int]:
    """Sites with these names, each newer than the one before; in this order."""
    start = ConstructionSite.objects.count()
    sites = [
        ConstructionSite.objects.create(
            **{
                "code": f"FIND-{start + at}",
                "name": name,
                "work_type": "road",
                "status": "ongoing",
                "updated_at": NOW + datetime.timedelta(days=at),
                **values,
            }
        )
        for at, name in enumerate(names)
    ]
    keys = [site.pk for site in sites]
    index_sites(keys, firms={})
    return keys


def test_name_start_then_word_start_then_inside_then_elsewhere() -> None:
    start, word, inside = make("고래뫼로 확장공사", "신설 고래뫼로 정비", "새고래뫼로 정비")
    (elsewhere,) = make("다른 공사", address="성동구 고래뫼로 1")
    assert search("고래뫼로").ids == [start, word, inside, elsewhere]


def test_running_works_before_completed_ones_and_newest_first() -> None:
    older, newer = make("고래뫼로 가 구간", "고래뫼로 나 구간")
    (done,) = make("고래뫼로 다 구간", status="completed")
    assert search("고래뫼로").ids == [newer, older, done]


FORMS = (
    "고래뫼 순환/고래뫼순환/고래 뫼순환도로/순환도로 고래뫼/ㄱㄹㅁ/ㄱㄹㅁㅅㅎ/ㄹㅁㅅ/고래ㅁ/고래뫼 ㅅㅎ/"
    "goraemoe/Gorae-moe ring/RING/한빛돌고래/(주)한빛돌고래 /쀼동 고래뫼/서울 고래뫼/서울특별시 고래뫼"
)
MISTAKES = "고래뫠/고레뫼/고래뫼순화도로/고레뫼순환도로/rhfoahl/gorremoe/고래뫼 숭환"


@pytest.mark.parametrize("typed", FORMS.split("/"))
def test_forms_of_typing(typed: str) -> None:
    (meant,) = make(
        "고래뫼 순환도로",
        name_en="Gorae-moe ring road",
        address="서울특별시 성동구 쀼동 1",
        contractor="(주)한빛돌고래",
    )
    make("다른 곳 정비공사")
    found = search(typed)
    assert meant in found.ids and not found.corrected


@pytest.mark.parametrize(
    "typed", ["고래뫠", "고레뫼", "고래뫼순화도로", "고레뫼순환도로", "rhfoahl", "gorremoe", "고래뫼 숭환"]
)
def test_typing_mistakes_are_understood_and_told(typed: str) -> None:
    (meant,) = make("고래뫼 순환도로", name_en="Goraemoe ring road")
    found = search(typed)
    assert found.ids == [meant] and found.corrected


def test_word_like_no_other_is_left_out() -> None:
    (meant,) = make("고래뫼 순환도로")
    assert search("고래뫼 쀍쀍쀍쀍") == finding.Found(ids=[meant], count=1, corrected="고래뫼")
    assert search("쀍쀍쀍쀍") == finding.Found(ids=[], count=0)


def test_project_code_by_its_beginning_in_either_case() -> None:
    (key,) = make("고래뫼 순환도로", code="ZQ-2026-77")
    assert search("zq-2026").ids == search(" ZQ-2026-77 ").ids == [key]
    assert search("zq-2026", filters=Filters(status="completed")).ids == []


@pytest.mark.parametrize(
    "typed", ["", "  ", "%", "_", "' OR 1=1 --", "\\", "\x00", "ㅏ", "가" * 100, "가 나 다 라 마 바 사 아 자 차"]
)
def test_odd_text_is_no_error(typed: str) -> None:
    search(typed)


def test_withdrawn_site_leaves_nothing_behind() -> None:
    (key,) = make("고래뫼 순환도로")
    ConstructionSite.objects.filter(pk=key).update(withdrawn_at=NOW, name="")
    index_sites([key], firms={})
    assert not SearchEntry.objects.filter(pk=key).exists()
    found = search("고래뫼")
    assert found.ids == [] and "고래뫼" not in found.corrected


def by_hand(site: ConstructionSite, words: list[str]) -> int | None:
    """The place of the words in the site's texts, found by looking; None where they are not all there."""
    name = site.name.replace("(", " ").replace(")", " ").replace("·", " ")
    district = site.districts.all()[0]
    department = site.department.name if site.department else ""
    firm = site.contractor.replace("(주)", "").replace("주식회사", "")
    texts = [name, site.address.replace("서울특별시", ""), district.name, department, firm]
    squeezed = [text.replace(" ", "") for text in texts]
    if not all(any(word in text for text in squeezed) for word in words):
        return None
    first = words[0]
    if not all(word in squeezed[0] for word in words):
        return 3
    if squeezed[0].startswith(first):
        return 0
    starts = [len(name[:at].replace(" ", "")) for at in range(len(name)) if name[at] != " " and name[at - 1] == " "]
    return 1 if any(squeezed[0][at:].startswith(first) for at in starts) else 2


# How many rows are probed for and walked, so that a small corpus takes each way.
WAYS = pytest.mark.parametrize(
    ("cut", "walked"),
    [(finding.CUT, finding.WALKED), (5, finding.WALKED), (5, (8, 30)), (5, (1, 1))],
    ids=["probed", "walked", "walked on", "gathered"],
)
TYPED = "도로/동도/상수도관 정비/성동구/공원정비/환경 개선/로확장/구간/마루별/중랑 공원/보강공사/정비"


@WAYS
def test_equal_to_looking_at_every_site(cut: int, walked: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    is_probed = cut == finding.CUT
    monkeypatch.setattr(finding, "CUT", cut)
    monkeypatch.setattr(finding, "WALKED", walked)
    corpus = make_corpus(300)
    mine = Filters(sites=None)
    others = set(SearchEntry.objects.exclude(pk__in=corpus).values_list("pk", flat=True))
    for typed in TYPED.split("/"):
        expected = ranked(corpus, lambda site, typed=typed: by_hand(site, typed.split()))
        found = search(typed, filters=mine, limit=1_000)
        assert [key for key in found.ids if key not in others] == expected, typed
        first = search(typed, filters=mine, limit=20 + len(others))
        assert [key for key in first.ids if key not in others][:20] == expected[:20], typed
        if found.count < finding.COUNT_UP_TO and not others and is_probed:
            assert found.count == len(expected)


def within(centre: Point, kilometres: float) -> Callable[[ConstructionSite], bool]:
    """Whether a site lies in the circle, by the spherical law of cosines."""

    def is_within(site: ConstructionSite) -> bool:
        here, there = math.radians(centre.latitude), math.radians(float(site.latitude))
        apart = math.radians(float(site.longitude) - centre.longitude)
        angle = math.acos(min(1, math.sin(here) * math.sin(there) + math.cos(here) * math.cos(there) * math.cos(apart)))
        return angle * EARTH_METRES <= kilometres * 1000

    return is_within


@WAYS
def test_filters_narrow_what_is_found(cut: int, walked: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    is_probed = cut == finding.CUT
    monkeypatch.setattr(finding, "CUT", cut)
    monkeypatch.setattr(finding, "WALKED", walked)
    corpus = make_corpus(200)
    everything = [key for key in search("공사", limit=1_000).ids if key in corpus]
    centre = next(Point(float(site.latitude), float(site.longitude)) for site in corpus.values())
    chosen: list[tuple[Filters, Callable[[ConstructionSite], bool]]] = [
        (Filters(status="completed"), lambda site: site.status == "completed"),
        (Filters(work_type="park"), lambda site: site.work_type == "park"),
        (Filters(district="11200"), lambda site: site.districts.all()[0].pk == "11200"),
        (Filters(amount_from=THRESHOLDS[4]), lambda site: site.contract_amount >= THRESHOLDS[4]),
        (Filters(amount_to=THRESHOLDS[3] - 1), lambda site: site.contract_amount < THRESHOLDS[3]),
        (
            Filters(amount_from=5_000_000_000, amount_to=40_000_000_000),
            lambda site: 5_000_000_000 <= site.contract_amount <= 40_000_000_000,
        ),
        (
            Filters(since=datetime.date(2026, 11, 2), until=datetime.date(2025, 12, 31)),
            lambda site: site.ends_on >= datetime.date(2026, 11, 2) and site.starts_on <= datetime.date(2025, 12, 31),
        ),
        (Filters(since=datetime.date(2028, 5, 1)), lambda site: site.ends_on >= datetime.date(2028, 5, 1)),
        (Filters(until=datetime.date(2024, 6, 30)), lambda site: site.starts_on <= datetime.date(2024, 6, 30)),
        (
            Filters(sites=ConstructionSite.objects.filter(starts_on__gte="2026-01-01"), status="ongoing"),
            lambda site: site.starts_on >= datetime.date(2026, 1, 1) and site.status == "ongoing",
        ),
    ]
    if is_probed:  # around a position nothing is walked
        chosen += ((Filters(around=Circle(centre, Decimal(km))), within(centre, float(km))) for km in RADII_KM)
    for filters, fits in chosen:
        found = search("공사", filters=filters, limit=1_000)
        mine = [key for key in found.ids if key in corpus]
        assert mine == [key for key in everything if fits(corpus[key])]
        assert 0 < len(mine) <= found.count


@pytest.mark.parametrize(
    ("filters", "is_found"),
    [
        ({"since": datetime.date(2150, 1, 1)}, True),
        ({"since": datetime.date(2220, 1, 1)}, False),
        ({"until": datetime.date(1890, 1, 1)}, True),
        ({"until": datetime.date(1880, 1, 1)}, False),
        ({"amount_from": 10**16}, True),
        ({"amount_to": 10**16}, False),
        ({"amount_from": 0, "amount_to": 10**18}, True),
    ],
)
def test_dates_and_amounts_beyond_every_threshold(filters: dict, is_found: bool) -> None:
    keys = make(
        "고래뫼 순환도로",
        code="ZQ-2026-77",
        starts_on=datetime.date(1889, 1, 1),
        ends_on=datetime.date(2199, 1, 1),
        contract_amount=10**17,
    )
    assert search("고래뫼", filters=Filters(**filters)).ids == (keys if is_found else [])
    assert search("ZQ-2026", filters=Filters(**filters)).ids == (keys if is_found else [])


def test_site_without_amount_and_dates_has_neither() -> None:
    make("고래뫼 순환도로")
    for filters in (Filters(amount_from=0), Filters(amount_to=10**15), Filters(until=datetime.date(2050, 1, 1))):
        assert search("고래뫼", filters=filters).ids == []


def test_pages_follow_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    make_corpus(200)
    for cut in (finding.CUT, 5):
        monkeypatch.setattr(finding, "CUT", cut)
        whole = search("정비", limit=60)
        parts = [search("정비", offset=start, limit=20) for start in (0, 20, 40)]
        assert whole.ids == [key for part in parts for key in part.ids]
        assert len({part.count for part in parts} | {whole.count}) == 1


def test_initials_equal_to_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = make_corpus(200)
    for typed in ("ㄱㅅ", "ㅈㅂㄱ", "ㄷㄹㅍㅈ", "ㅎ"):
        names = {key: initials(squeezed(site.name)) for key, site in corpus.items()}
        expected = {
            key for key, name in names.items() if (name.startswith(typed) if len(typed) == 1 else typed in name)
        }
        assert {key for key in search(typed, limit=1_000).ids if key in corpus} == expected


def squeezed(name: str) -> str:
    return "".join(letter for letter in name if letter.isalnum())


def ranked(corpus: dict[int, ConstructionSite], place: Callable[[ConstructionSite], int | None]) -> list[int]:
    """The keys of the sites that have a place, by place, then running, newest and last made first."""
    placed = [(place(site), site) for site in corpus.values()]
    found = [(at, site) for at, site in placed if at is not None]
    found.sort(
        key=lambda each: (
            each[0],
            each[1].status == "completed",
            -timezone.localdate(each[1].updated_at).toordinal(),
            -each[1].pk,
        )
    )
    return [site.pk for _at, site in found]
