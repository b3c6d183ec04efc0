"""What a site's screen shows, slide by slide: each is one thing, readable at five metres and known to be true for a
stated while, so that a screen that has lost its network can leave out what is over."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from unicodedata import east_asian_width

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from disclosures.closures import Closure, closures
from disclosures.kinds.hearing import Hearing
from disclosures.kinds.photo import Photo
from disclosures.kinds.work_schedule import WorkSchedule
from disclosures.models import ReleasedFile, ReleaseState
from sites.models import ConstructionSite

from .models import SafetyMessage, WeatherWarning

MOST_CLOSURES = 3
MOST_MESSAGES = 12
SHORTEST, LONGEST = 10, 30  # seconds a slide stands
_CHARACTERS_A_SECOND = 8  # read slowly, at a distance, by someone who walks past
_WIDEST_PICTURE = 1280
_SHORT, _LONG = 120, 160  # half-widths of title and text: up to the first in large type, from the second in small


@dataclass(frozen=True)
class Slide:
    """One full screen. `template` (screens/_<kind>.html) gets `content`."""

    kind: str
    content: dict[str, Any] = field(default_factory=dict)
    characters: int = 80
    from_at: datetime.datetime | None = None  # None: without a bound
    until_at: datetime.datetime | None = None

    @property
    def template(self) -> str:
        return f"screens/_{self.kind}.html"

    @property
    def seconds(self) -> int:
        """How long it stands, by how much there is to read."""
        return min(LONGEST, max(SHORTEST, self.characters // _CHARACTERS_A_SECOND))


@dataclass(frozen=True)
class Screen:
    """All slides of a site, and the weather that is in force."""

    site: ConstructionSite
    slides: Sequence[Slide]
    warnings: Sequence[WeatherWarning]
    built_at: datetime.datetime


def screen_of(site: ConstructionSite, *, languages: Sequence[str], now: datetime.datetime) -> Screen:
    """The site's screen at a moment; safety messages in each of the languages. At most ten statements."""
    today = timezone.localdate(now)
    warnings = list(WeatherWarning.objects.in_force(now))
    schedules = _schedules(site, today)
    safety = list(_safety(site, warnings, languages, today))
    slides: list[Slide] = [Slide("site", {"department": site.department})]
    if site.planned_percent is not None and site.actual_percent is not None:
        slides.append(Slide("progress"))
    slides += [_work(schedule) for schedule in schedules[:1]]
    slides += list(_closed(site, now))
    slides += list(_hearings(site, today))
    slides += list(_photo(site))
    return Screen(site, _mixed(slides, safety), warnings, now)


def _mixed(site: Sequence[Slide], safety: Sequence[Slide]) -> list[Slide]:
    """A safety message after each slide of the site, so that whoever waits a minute reads one; the rest at the end."""
    mixed: list[Slide] = []
    for number, slide in enumerate(site):
        mixed += [slide, *safety[number : number + 1]]
    return [*mixed, *safety[len(site) :]]


def _schedules(site: ConstructionSite, today: datetime.date) -> list[WorkSchedule]:
    current = WorkSchedule._default_manager.filter(release__site=site, release__state=ReleaseState.RELEASED)
    within = current.filter(starts_on__lte=today).filter(Q(ends_on=None) | Q(ends_on__gte=today))
    return list(within.select_related("release").order_by("-starts_on", "-pk")[:1])


def _work(schedule: WorkSchedule) -> Slide:
    words = len(schedule.work_now) + len(schedule.noise)
    return Slide(
        "work",
        {"schedule": schedule},
        characters=words,
        until_at=_midnight_after(schedule.ends_on),
    )


def _closed(site: ConstructionSite, now: datetime.datetime) -> Iterator[Slide]:
    found = closures().for_site(site).rest_of_day(now).by_day().with_sites()[:MOST_CLOSURES]
    for closure in map(Closure, found):
        schedule = closure.schedule
        yield Slide(
            "closure",
            {"closure": closure},
            characters=len(schedule.closure_road) + len(schedule.detour) + 40,
            until_at=_midnight_after(timezone.localdate(now)),
        )


def _hearings(site: ConstructionSite, today: datetime.date) -> Iterator[Slide]:
    """The next briefing or hearing."""
    current = Hearing._default_manager.filter(release__site=site, release__state=ReleaseState.RELEASED)
    coming = current.filter(Q(held_on__gte=today) | Q(held_until_on__gte=today)).order_by("held_on", "pk")
    for hearing in coming[:1]:
        yield Slide("hearing", {"hearing": hearing}, until_at=_midnight_after(hearing.held_until_on or hearing.held_on))


def _photo(site: ConstructionSite) -> Iterator[Slide]:
    """The newest photo in a size for televisions."""
    current = Photo._default_manager.filter(release__site=site, release__state=ReleaseState.RELEASED).exclude(image="")
    photo = current.select_related("release").order_by("-taken_on", "-release_id").first()
    file = ReleasedFile.objects.without_bytes().filter(pk=photo.image).first() if photo else None
    if photo is not None and file is not None:
        width = min(_WIDEST_PICTURE, file.width or _WIDEST_PICTURE)
        sizes = file.renditions.without_bytes().filter(image_format="jpeg", width__lte=_WIDEST_PICTURE)
        yield Slide("photo", {"photo": photo, "file": file, "size": sizes.order_by("-width").first(), "width": width})


def _safety(
    site: ConstructionSite, warnings: Sequence[WeatherWarning], languages: Sequence[str], today: datetime.date
) -> Iterator[Slide]:
    """Each message in each language that it has, one language after the other; at least in the city's own."""
    weathers = {warning.weather: warning for warning in warnings}
    found = SafetyMessage.objects.shown_at(site, today=today, weathers=weathers)[:MOST_MESSAGES]
    for message in found.with_words():
        texts = [text for language in languages if (text := message.words_in(language))]
        own = message.words_in(settings.LANGUAGE_CODE)
        for text in texts or ([own] if own else []):
            warning = weathers.get(message.weather)
            yield Slide(
                "safety",
                {
                    "message": message,
                    "text": text,
                    "picture": next(iter(message.pictures.all()), None),
                    "length": _length(f"{text.title}{text.text}"),
                },
                characters=len(text.title) + len(text.text),
                until_at=_earliest(warning.ends_at if warning else None, _midnight_after(message.ends_on)),
            )


def languages_of(also: str) -> list[str]:
    """The page's language, then those asked for by their codes: `?also=en,vi`. Unknown ones are left out."""
    known = [code for code, _name in settings.LANGUAGES]
    asked = [get_language() or settings.LANGUAGE_CODE, *also.split(",")]
    return [code for code in dict.fromkeys(asked) if code in known]


def _length(words: str) -> str:
    """How a message is set, by its half-widths; Hangul counts twice."""
    width = sum(2 if east_asian_width(each) in "WF" else 1 for each in words)
    return "short" if width <= _SHORT else "medium" if width <= _LONG else "long"


def _midnight_after(day: datetime.date | None) -> datetime.datetime | None:
    if day is None:
        return None
    end = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time())
    return timezone.make_aware(end, timezone.get_default_timezone())


def _earliest(*moments: datetime.datetime | None) -> datetime.datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)
