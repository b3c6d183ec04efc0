"""Which slides a site's screen has, on which day and in which weather."""

import datetime
from typing import Any

import pytest
from django.utils import timezone, translation

from desk.models import ManagedSite
from safety.actions import warn
from screens.models import SafetyMessage, Weather
from screens.slides import LONGEST, SHORTEST, Screen, Slide, languages_of, screen_of
from sites.models import ConstructionSite
from tests.factories import make_department, make_official, make_release, make_site
from tests.safety.making import make_message

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime.datetime(2026, 11, 5, 14, 0))
TODAY = NOW.date()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def site() -> ConstructionSite:
    return make_release("site", work_type="road").site


def shown(site: ConstructionSite, now: datetime.datetime = NOW, *languages: str) -> Screen:
    site.refresh_from_db()
    return screen_of(site, languages=languages or ("ko",), now=now)


def messages_of(screen: Screen) -> list[SafetyMessage]:
    return [slide.content["message"] for slide in screen.slides if slide.kind == "safety"]


def kinds_of(screen: Screen) -> list[str]:
    return [slide.kind for slide in screen.slides if slide.kind != "safety"]


def desk_site(site: ConstructionSite) -> ManagedSite:
    return ManagedSite.objects.get(code=site.code)


def test_a_site_shows_its_works_its_progress_and_the_road_that_is_closed_today(site: ConstructionSite) -> None:
    here = desk_site(site)
    make_release("progress", site=here)
    make_release("work-schedule", site=here, closure_road="금호로 3가", closure_hours="22:00–05:00")
    screen = shown(site)
    assert kinds_of(screen) == ["site", "progress", "work", "closure"]
    work = next(slide for slide in screen.slides if slide.kind == "work")
    assert work.until_at == timezone.make_aware(datetime.datetime(2026, 11, 9))  # the schedule's last day is the 8th
    assert kinds_of(shown(site, NOW + 7 * DAY)) == ["site", "progress"]


def test_the_next_hearing_is_shown_until_its_day_is_over(site: ConstructionSite) -> None:
    make_release("hearing", site=desk_site(site), held_on=TODAY + DAY, title="내일 설명회")
    make_release("hearing", site=desk_site(site), held_on=TODAY + 9 * DAY, title="나중 설명회")
    [slide] = [slide for slide in shown(site).slides if slide.kind == "hearing"]
    assert slide.content["hearing"].title == "내일 설명회"
    assert slide.until_at == timezone.make_aware(datetime.datetime(2026, 11, 7))
    assert kinds_of(shown(site, NOW + 20 * DAY)) == ["site"]


def test_a_photo_is_shown_in_a_stored_size(site: ConstructionSite) -> None:
    make_release("photo", site=desk_site(site))
    [photo] = [slide for slide in shown(site).slides if slide.kind == "photo"]
    assert photo.content["file"].pk == photo.content["photo"].image


@pytest.mark.parametrize(
    ("occasion", "is_shown"),
    [
        ({}, True),
        ({"work_type": "road"}, True),
        ({"work_type": "park"}, False),
        ({"months": [10, 11]}, True),
        ({"months": [6, 7]}, False),
        ({"begins_on": TODAY, "ends_on": TODAY}, True),
        ({"begins_on": TODAY + DAY}, False),
        ({"ends_on": TODAY - DAY}, False),
        ({"weather": Weather.HEAT}, True),
        ({"weather": Weather.SNOW}, False),
    ],
    ids=str,
)
def test_a_message_is_shown_on_its_occasion(site: ConstructionSite, occasion: dict[str, Any], is_shown: bool) -> None:
    warn(weather=Weather.HEAT, until=NOW + DAY, by=make_official(), now=NOW - DAY)
    message = make_message(is_citywide=True, **occasion)
    assert (message in messages_of(shown(site))) == is_shown


def test_a_message_reaches_its_site_its_department_or_the_city(site: ConstructionSite) -> None:
    assert site.department is not None
    own = make_message(site=desk_site(site))
    department = make_message(department=site.department)
    city = make_message(department=make_department(), is_citywide=True)
    make_message(department=make_department())
    make_message(site=ManagedSite.objects.get(code=make_release("site", site=make_site()).site.code))
    assert set(messages_of(shown(site))) >= {own, department, city}
    assert messages_of(shown(site))[0] == own
    assert all(
        message.site in (None, site) and (message.is_citywide or message.department == site.department)
        for message in messages_of(shown(site))
    )


def test_what_the_weather_calls_for_comes_first_and_ends_with_it(site: ConstructionSite) -> None:
    warning = warn(weather=Weather.WIND, until=NOW + DAY / 24, by=make_official(), now=NOW - DAY)
    make_message(site=desk_site(site))
    windy = make_message(is_citywide=True, weather=Weather.WIND)
    screen = shown(site)
    assert messages_of(screen)[0] == windy
    assert next(slide for slide in screen.slides if slide.kind == "safety").until_at == warning.ends_at
    assert [each.weather for each in screen.warnings] == ["wind"]
    assert windy not in messages_of(shown(site, NOW + DAY))


def test_further_languages_follow_and_a_message_without_one_is_shown_in_the_citys(site: ConstructionSite) -> None:
    both = make_message(site=desk_site(site))
    korean = make_message(site=desk_site(site), words={"ko": {"title": "한국어만", "text": "글"}})
    found = [
        (slide.content["message"], slide.content["text"].language)
        for slide in shown(site, NOW, "vi", "en").slides
        if slide.kind == "safety"
    ]
    assert [pair for pair in found if pair[0] in (both, korean)] == [(korean, "ko"), (both, "vi"), (both, "en")]


def test_the_pages_language_comes_first_and_unknown_ones_are_left_out() -> None:
    with translation.override("en"):
        assert languages_of("vi,xx,en,ko") == ["en", "vi", "ko"]
    assert languages_of("") == ["ko"]


def test_a_passer_by_reads_a_safety_message_within_two_slides(site: ConstructionSite) -> None:
    make_release("progress", site=desk_site(site))
    make_message(site=desk_site(site))
    assert [slide.kind for slide in shown(site).slides][:2] == ["site", "safety"]


@pytest.mark.parametrize(("characters", "seconds"), [(0, SHORTEST), (160, 20), (900, LONGEST)])
def test_a_slide_stands_as_long_as_it_takes_to_read(characters: int, seconds: int) -> None:
    assert Slide("work", characters=characters).seconds == seconds
