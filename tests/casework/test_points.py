"""The point of a case on its page: on the city's map, and said to be rough where it is."""

from casework.notices import case_path
from complaints.petitions import Place
from desk.models import Official
from sites.gazetteer import neighbourhoods_in
from tests.casework.making import make_case
from tests.internal.personas import signed_in


def page_of(officer: Official, place: Place) -> str:
    return signed_in(officer).get(case_path(make_case(officer=officer, place=place))).content.decode()


def test_the_officer_sees_the_point_and_whether_it_is_only_a_neighbourhoods_middle(officer: Official) -> None:
    (yeoksam,) = neighbourhoods_in("역삼동")
    middle = Place(words="역삼동 골목", latitude=yeoksam.point.latitude, longitude=yeoksam.point.longitude)
    html = page_of(officer, middle)
    assert f"/map/?near={yeoksam.point}&amp;radius=0.5" in html and "강남구 역삼동" in html
    html = page_of(officer, Place(words="역삼동 골목", latitude=37.5467, longitude=127.0713))
    assert "/map/?near=37.54670,127.07130&amp;radius=0.5" in html and "강남구 역삼동" not in html
    assert "near=" not in page_of(officer, Place(words="역삼동 골목"))
